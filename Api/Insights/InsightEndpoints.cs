using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
using LearningActors.Trades;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Insights;

internal static class InsightEndpoints
{
    private const long Limit = 64 * 1024;
    private const int LongestAttribute = 60;

    internal static void MapInsights(this IEndpointRouteBuilder api)
    {
        var learning = api.MapGroup("/api/learning").WithTags("Insights");
        learning
            .MapPost("/aggregate", Aggregate)
            .RequireScope(Scopes.Engine)
            .WithSummary("Looks for insights among trades, statistically and by the model; each claim is checked against the trades.")
            .Accepts<JsonElement>("application/json")
            .Produces<Aggregation>()
            .ProducesProblem(400)
            .WithExample("""{"filters": {"symbol": "BTC/USD"}, "min_trades": 5, "min_confidence": 0.6}""");
        learning
            .MapGet("/insights", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What was learnt, the most certain first.")
            .Produces<Page<Insight>>()
            .ProducesProblem(400)
            .WithQuery("insight_type", "setup", "pattern, setup, market_phase, risk or execution.")
            .WithQuery("min_confidence", "0.6", "0 to 1; 0.6 where it is not given.")
            .WithQuery("active", "true", "true (as where it is not given), false or any.");
        learning
            .MapGet("/relevant", FindRelevant)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What to know before a trade: the insights that fit best, from memory, a second old at most.")
            .Produces<ImmutableArray<RelevantInsight>>()
            .ProducesProblem(400)
            .WithQuery("setup_type", "pullback", "The setup.")
            .WithQuery("market_phase", "range", "The phase.")
            .WithQuery("symbol", "BTC/USD", "The symbol.")
            .WithQuery("timeframe", "5m", "The timeframe.")
            .WithQuery("limit", "5", "How many, 1 to 100.");
        learning
            .MapPost("/prune", Prune)
            .IsRepeatable()
            .RequireScope(Scopes.Admin)
            .WithSummary("Takes insights below a confidence (0.3 by default) out of service; they are kept.")
            .Produces<PrunedResponse>()
            .ProducesProblem(400)
            .WithQuery("threshold", "0.3", "0 to 1.");
        learning
            .MapGet("/summary", Summarise)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What was learnt in the last 1 to 365 days (30 by default).")
            .Produces<LearningSummary>()
            .ProducesProblem(400)
            .WithQuery("days", "30", "1 to 365.");
    }

    private static async Task<IResult> Aggregate(HttpContext context, IGrainFactory grains)
    {
        var (request, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields =>
            {
                var scope = TradeConditions.All;
                if (fields.Find("filters") is { } given && fields.Inner(given, "filters.") is { } filters)
                {
                    scope = new TradeConditions(
                        filters.Text("setup_type", LongestAttribute),
                        filters.Text("market_phase", LongestAttribute),
                        filters.Text("symbol", LongestAttribute),
                        filters.Text("timeframe", LongestAttribute),
                        filters.Int("hour", 0, 23)
                    );
                }

                return new
                {
                    Scope = scope,
                    LeastTrades = fields.Int("min_trades", 2, 100_000) ?? 5,
                    LeastConfidence = fields.Number("min_confidence", 0, 1) ?? 0.6,
                };
            }
        );
        return request is null
            ? problem!
            : TypedResults.Ok(
                await grains
                    .GetGrain<IInsightAnalysisGrain>(LocalWorker.AnyKey(IInsightAnalysisGrain.Kind))
                    .Aggregate(request.Scope, request.LeastTrades, request.LeastConfidence, context.RequestAborted)
            );
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (type, least, text) = (
            query.Choice<InsightType>("insight_type"),
            query.Fraction("min_confidence") ?? 0.6,
            query.Text("active", 5) ?? "true"
        );
        if (text is not ("true" or "false" or "any"))
            query.Errors.Add("active", $"Expected true, false or any, not '{text}'.");
        return query.Errors.Any
            ? query.Errors.ToResult()
            : TypedResults.Ok(
                new Page<Insight>(
                    await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).List(type, least, text == "any" ? null : text == "true"),
                    null
                )
            );
    }

    private static async Task<IResult> FindRelevant(HttpContext context, IGrainFactory grains, RelevantAnswers answers)
    {
        var query = context.Request.QueryString.Value ?? "";
        if (answers.Find(query) is not { } question)
        {
            var reader = new QueryReader(context);
            var asked = new TradeConditions(
                reader.Text("setup_type", LongestAttribute),
                reader.Text("market_phase", LongestAttribute),
                reader.Text("symbol", LongestAttribute),
                reader.Text("timeframe", LongestAttribute)
            );
            var limit = reader.Int("limit", 1, 100) ?? 5;
            if (reader.Errors.Any)
                return reader.Errors.ToResult();
            question = answers.Keep(query, asked, limit);
        }

        return new JsonBytesResult(
            question.Write(await grains.GetGrain<IRelevantInsightsGrain>(IRelevantInsightsGrain.Key).Find(question.Context, question.Limit))
        );
    }

    private static async Task<IResult> Prune(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var threshold = query.Fraction("threshold") ?? 0.3;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var pruned = await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Prune(threshold);
        await context.AuditAsync(grains, "learning.prune", threshold.ToString(CultureInfo.InvariantCulture), new { pruned });
        return TypedResults.Ok(new PrunedResponse(pruned));
    }

    private static async Task<IResult> Summarise(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var days = query.Int("days", 1, 365) ?? 30;
        return query.Errors.Any
            ? query.Errors.ToResult()
            : TypedResults.Ok(await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Summarise(days));
    }
}

/// <summary>Insights that were taken out of service.</summary>
internal sealed record PrunedResponse(int Pruned);
