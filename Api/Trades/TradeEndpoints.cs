using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Trades;

internal static class TradeEndpoints
{
    private const int MaxItems = 1000;
    private static readonly TextField s_rule = new("strategy_rule", "the strategy rule that was followed", 100) { Example = "pullback" };
    private static readonly TextField s_symbol = new("symbol", "the symbol", 40) { Example = "BTC/USD" };
    private static readonly TextField s_setup = new("setup_type", "the setup", 60) { Example = "pullback" };
    private static readonly TextField s_phase = new("market_phase", "the phase of the market", 60) { Example = "range" };
    private static readonly TextField s_timeframe = new("timeframe", "the timeframe", 20) { Example = "5m" };
    private static readonly IntField s_hour = new("hour", "the UTC hour of the entry", 0, 23);
    private static readonly ChoiceField<TradeSide> s_side = new("side", "long or short");
    private static readonly ChoiceField<TradeStatus> s_status = new("status", "how it ended");
    private static readonly ChoiceField<AssetType> s_asset = new("asset_type", "what kind of thing was traded");
    private static readonly TextField s_currency = new("currency", "what the profit is in", 20) { Example = "USD" };
    private static readonly BoolField s_win = new("win", "made a profit, or none");
    private static readonly BoolField s_reviewed = new("reviewed", "has a review, or none");
    private static readonly TimeOrDayField s_from = new("from", "closed at that instant, or on that UTC day, or later")
    {
        Example = "2026-03-01",
    };
    private static readonly TimeOrDayField s_to = new("to", "closed before that instant, or up to the end of that UTC day")
    {
        Example = "2026-03-31",
        IsEnd = true,
    };
    private static readonly ListFields<TradeSort> s_list = new(
        "-exit_time",
        [
            ("exit_time", TradeSort.ExitTime, SortKind.Time),
            ("entry_time", TradeSort.EntryTime, SortKind.Time),
            ("pnl", TradeSort.Pnl, SortKind.Number),
        ],
        [s_rule, s_symbol, s_setup, s_phase, s_timeframe, s_hour, s_side, s_status, s_asset, s_currency, s_win, s_reviewed, s_from, s_to]
    );

    internal static void MapTrades(this IEndpointRouteBuilder api)
    {
        var trades = api.MapGroup("").WithTags("Trades");
        trades
            .MapPost("/api/trades", Record)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Rate)
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
                  "asset_type": "crypto",
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
                  "multiplier": 1,
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
            .MapGet("/api/trades", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listTrades")
            .WithSummary("Recorded trades with their reviews, without candles; the latest exit first.")
            .Produces<Page<ListedTrade>>()
            .WithQuery(s_list.Query);
        trades
            .MapGet("/api/trades/{trade_id}", Find)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getTrade")
            .WithSummary("A recorded trade, what follows from its prices, and its review.")
            .Produces<TradeRecord>()
            .ProducesProblem(404);
        trades.MapReviews();
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

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new TradeFilter(
            new TradeConditions(
                query.Read(s_setup),
                query.Read(s_phase),
                query.Read(s_symbol),
                query.Read(s_timeframe),
                query.Read(s_hour)
            ),
            query.Read(s_rule),
            query.Read(s_side),
            query.Read(s_status),
            query.Read(s_asset),
            query.Read(s_currency)?.ToUpperInvariant(),
            query.Read(s_win),
            query.Read(s_reviewed),
            query.Read(s_from),
            query.Read(s_to)
        );
        var request = s_list.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var part = await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).List(filter, request);
        return s_list.Answer(query, new ListPart<ListedTrade>([.. part.Items.Select(one => new ListedTrade(one))], part.Next));
    }

    // Ids may hold slashes, which arrive escaped.
    private static async Task<IResult> Find([FromRoute(Name = "trade_id")] string id, IGrainFactory grains) =>
        await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).Find(id) is { } trade
            ? TypedResults.Ok(trade)
            : Problems.NotFound("trade_id", id);

    private static async Task<IResult> Analyze([FromRoute(Name = "trade_id")] string tradeId, HttpContext context, IGrainFactory grains)
    {
        if (!JsonText.IsStorable(tradeId, out _))
            return Problems.NotFound("trade_id", tradeId);
        await context.BeginAuditAsync(grains, "trade.analyze", tradeId);
        var reviewer = grains.GetGrain<ITradeReviewerGrain>(LocalWorker.AnyKey(ITradeReviewerGrain.Kind));
        if (await reviewer.Review(tradeId, context.RequestAborted) is not { } review)
            return Problems.NotFound("trade_id", tradeId);
        await context.AuditAsync();
        return TypedResults.Ok(review);
    }

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

/// <summary>A recorded trade in a list: without its candles.</summary>
/// <param name="Record">The trade, what follows from its prices, and its review.</param>
internal sealed record ListedTrade(TradeRecord Record);

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
