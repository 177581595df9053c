using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Trades;

internal static class TradeEndpoints
{
    private const int MaxItems = 1000;

    internal static void MapTrades(this IEndpointRouteBuilder api)
    {
        var trades = api.MapGroup("").WithTags("Trades");
        trades
            .MapPost("/api/trades", Record)
            .IsRepeatable()
            .RequireScope(Scope.Engine)
            .WithName("recordTrades")
            .WithSummary("Records closed trades: one, or an array of up to 1 000. The same trade_id is stored once.")
            .Produces<ItemsResponse<RecordedTrade>>()
            .WithItems(
                TradeRequests.Schema,
                """
                [{
                  "trade_id": "t-1",
                  "strategy_rule": "pullback",
                  "symbol": "BTC/USD",
                  "currency": "USD",
                  "side": "long",
                  "setup_type": "pullback",
                  "market_phase": "range",
                  "timeframe": "5m",
                  "entry_time": "2026-03-02T10:00:00Z",
                  "exit_time": "2026-03-02T11:30:00Z",
                  "entry_price": 100,
                  "exit_price": 103,
                  "quantity": 2,
                  "fees": 0.5,
                  "pnl": 5.5,
                  "status": "tp1_hit",
                  "stop_price": 98,
                  "lowest_price": 99.2,
                  "highest_price": 103.4,
                  "entry_reasoning": "Third test of support."
                }]
                """,
                MaxItems
            );
        trades
            .MapGet("/api/trades/{trade_id}", Find)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getTrade")
            .WithSummary("A recorded trade.")
            .Produces<Trade>()
            .ProducesProblem(404);
        trades
            .MapPost("/api/learning/analyze-trade/{trade_id}", Analyze)
            .RequireScope(Scope.Engine, Scope.Decide)
            .WithName("analyzeTrade")
            .WithSummary("Reviews a trade, by the model or by rules, in place of an earlier review.")
            .Produces<TradeReview>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> Record(HttpContext context, IGrainFactory grains)
    {
        var (items, problem) = await JsonBody.ReadItemsAsync(context, TradeRequests.Read);
        if (items is null)
            return problem!;
        var outcomes = items.Good.IsEmpty ? [] : await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).Record(items.Good);
        return ItemsResponse.Of(items.Outcomes(outcomes, OutcomeOf), items.IsArray, RecordedTrade.Of);
    }

    // Ids may hold slashes, which arrive escaped.
    private static async Task<IResult> Find([FromRoute(Name = "trade_id")] string id, IGrainFactory grains) =>
        await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).Find(id) is { } trade
            ? TypedResults.Ok(trade)
            : Problems.NotFound("trade_id", id);

    private static async Task<IResult> Analyze([FromRoute(Name = "trade_id")] string tradeId, HttpContext context, IGrainFactory grains) =>
        await grains.GetGrain<ITradeReviewerGrain>(LocalWorker.AnyKey(ITradeReviewerGrain.Kind)).Review(tradeId, context.RequestAborted)
            is { } review
            ? TypedResults.Ok(review)
            : Problems.NotFound("trade_id", tradeId);

    private static ItemOutcome OutcomeOf(Trade trade, TradeOutcome outcome) =>
        outcome.Status switch
        {
            TradeIntake.UnknownRule => ItemOutcome.Refused(
                trade.Id,
                "strategy_rule",
                $"The strategy rule '{trade.Rule}' is unknown; add it with POST /api/strategies."
            ),
            TradeIntake.Rejected => ItemOutcome.Refused(trade.Id, "body", outcome.Reason ?? "The database refused it."),
            _ => ItemOutcome.Taken(trade.Id, outcome.Status == TradeIntake.Stored),
        };
}

/// <summary>The outcome of one trade.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="TradeId">Its id; null where it could not be read.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record RecordedTrade(
    int Index,
    string? TradeId,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static RecordedTrade Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}
