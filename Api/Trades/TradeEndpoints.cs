using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Trades;

internal static class TradeEndpoints
{
    private const int MostInOneRequest = 1000;
    private const long Limit = 16 * 1024 * 1024;

    internal static void MapTrades(this IEndpointRouteBuilder api)
    {
        var trades = api.MapGroup("").WithTags("Trades");
        trades
            .MapPost("/api/trades", Record)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithSummary("Records closed trades: one, or an array of up to 1 000. The same trade_id is stored once.")
            .Accepts<JsonElement>("application/json")
            .Produces<RecordedTrades>()
            .ProducesProblem(400)
            .ProducesProblem(503)
            .WithExample(
                """[{"trade_id": "t-1", "strategy_rule": "pullback", "symbol": "BTC/USD", "side": "long", "setup_type": "pullback", "market_phase": "range", "timeframe": "5m", "entry_time": "2026-03-02T10:00:00Z", "exit_time": "2026-03-02T11:30:00Z", "entry_price": 100, "exit_price": 103, "quantity": 2, "fees": 0.5, "pnl": 5.5, "status": "tp1_hit", "stop_price": 98, "lowest_price": 99.2, "highest_price": 103.4, "entry_reasoning": "Third test of support."}]"""
            );
        trades
            .MapGet("/api/trades/{id}", Find)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("A recorded trade.")
            .Produces<Trade>()
            .ProducesProblem(404);
        trades
            .MapPost("/api/learning/analyze-trade/{tradeId}", Analyze)
            .RequireScope(Scopes.Engine)
            .WithSummary("Reviews a trade, by the model or by rules, in place of an earlier review.")
            .Produces<TradeReview>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> Record(HttpContext context, IGrainFactory grains)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, Limit);
        if (body is null)
            return problem!;
        List<Trade> trades = [];
        bool isArray;
        using (body)
        {
            isArray = body.Root.ValueKind == JsonValueKind.Array;
            var errors = new FieldErrors();
            JsonItems.Read(
                body.Root,
                MostInOneRequest,
                errors,
                fields =>
                {
                    if (TradeRequests.Read(fields) is { } trade)
                        trades.Add(trade);
                }
            );
            if (errors.Any)
                return errors.ToResult();
        }

        var outcomes = await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).Record([.. trades]);
        var results = trades
            .Zip(outcomes, (trade, outcome) => new RecordedTrade(trade.Id, outcome.Status == TradeIntake.Stored, ErrorOf(trade, outcome)))
            .ToArray();
        if (!isArray)
        {
            return results[0].Error is { } error
                ? Problems.BadField(outcomes[0].Status == TradeIntake.UnknownRule ? "strategy_rule" : "body", error)
                : TypedResults.Ok(results[0]);
        }

        return TypedResults.Ok(
            new RecordedTrades(
                outcomes.Count(outcome => outcome.Status == TradeIntake.Stored),
                outcomes.Count(outcome => outcome.Status == TradeIntake.Duplicate),
                results
            )
        );
    }

    // Ids may hold slashes, which arrive escaped.
    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).Find(id) is { } trade
            ? TypedResults.Ok(trade)
            : Problems.NotFound("trade_id", id);

    private static async Task<IResult> Analyze(string tradeId, HttpContext context, IGrainFactory grains) =>
        await grains.GetGrain<ITradeReviewerGrain>(LocalWorker.AnyKey(ITradeReviewerGrain.Kind)).Review(tradeId, context.RequestAborted)
            is { } review
            ? TypedResults.Ok(review)
            : Problems.NotFound("trade_id", tradeId);

    private static string? ErrorOf(Trade trade, TradeOutcome outcome) =>
        outcome.Status switch
        {
            TradeIntake.UnknownRule => $"The strategy rule '{trade.Rule}' is unknown; add it with POST /api/strategies.",
            TradeIntake.Rejected => outcome.Reason,
            _ => null,
        };
}

/// <summary>What became of one trade.</summary>
/// <param name="TradeId">Its id.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null otherwise.</param>
internal sealed record RecordedTrade(string TradeId, bool Stored, string? Error);

/// <summary>What became of an array of trades.</summary>
internal sealed record RecordedTrades(int Stored, int Duplicates, IReadOnlyList<RecordedTrade> Results);
