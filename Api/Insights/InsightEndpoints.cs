using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
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
        learning.MapPost("/aggregate", Aggregate).RequireScope(Scopes.Engine)
            .WithSummary("Looks for insights among trades, statistically and by the model; each claim is checked against the trades.")
            .Accepts<JsonElement>("application/json").Produces<Aggregation>().ProducesProblem(400)
            .WithExample("""{"filters": {"symbol": "BTC/USD"}, "min_trades": 5, "min_confidence": 0.6}""");
        learning.MapGet("/insights", List).RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What was learnt, the most certain first.").Produces<ImmutableArray<Insight>>().ProducesProblem(400)
            .WithQuery("insight_type", "setup", "pattern, setup, market_phase, risk or execution.").WithQuery("min_confidence", "0.6", "0 to 1; 0.6 where it is not given.").WithQuery("active", "true", "true (as where it is not given), false or any.");
        learning.MapGet("/relevant", FindRelevant).RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What to know before a trade: the insights that fit best, from memory, a second old at most.").Produces<ImmutableArray<RelevantInsight>>().ProducesProblem(400)
            .WithQuery("setup_type", "pullback", "The setup.").WithQuery("market_phase", "range", "The phase.").WithQuery("symbol", "BTC/USD", "The symbol.").WithQuery("timeframe", "5m", "The timeframe.").WithQuery("limit", "5", "How many, 1 to 100.");
        learning.MapPost("/prune", Prune).RequireScope(Scopes.Admin)
            .WithSummary("Takes insights below a confidence (0.3 by default) out of service; they are kept.").Produces<PrunedResponse>().ProducesProblem(400)
            .WithQuery("threshold", "0.3", "0 to 1.");
        learning.MapGet("/summary", Summarise).RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What was learnt in the last 1 to 365 days (30 by default).").Produces<LearningSummary>().ProducesProblem(400);
    }

    private static async Task<IResult> Aggregate(HttpContext context, IGrainFactory grains)
    {
        var (request, problem) = await JsonBody.ReadObjectAsync(context, Limit, fields =>
        {
            var scope = TradeConditions.All;
            if (fields.Find("filters") is { } given && fields.Inner(given, "filters.") is { } filters)
            {
                scope = new TradeConditions(
                    filters.Text("setup_type", LongestAttribute), filters.Text("market_phase", LongestAttribute), filters.Text("symbol", LongestAttribute),
                    filters.Text("timeframe", LongestAttribute), filters.Int("hour", 0, 23));
            }

            return new { Scope = scope, LeastTrades = fields.Int("min_trades", 2, 100_000) ?? 5, LeastConfidence = fields.Number("min_confidence", 0, 1) ?? 0.6 };
        });
        return request is null ? problem! : TypedResults.Ok(
            await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Aggregate(request.Scope, request.LeastTrades, request.LeastConfidence));
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var errors = new FieldErrors();
        InsightType? type = null;
        if (context.Query("insight_type") is { } text)
        {
            type = Enum.GetValues<InsightType>().Cast<InsightType?>().FirstOrDefault(one => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{one}") == text);
            if (type is null)
                errors.Add("insight_type", "Expected one of pattern, setup, market_phase, risk, execution.");
        }

        var least = Fraction(context, "min_confidence", 0.6, errors);
        bool? active = true;
        if (context.Query("active") is { } given)
        {
            active = bool.TryParse(given, out var parsed) ? parsed : null;
            if (active is null && given != "any")
                errors.Add("active", "Expected true, false or any.");
        }

        return errors.Any ? errors.ToResult() : TypedResults.Ok(await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).List(type, least, active));
    }

    private static async Task<IResult> FindRelevant(HttpContext context, IGrainFactory grains, RelevantAnswers answers)
    {
        var query = context.Request.QueryString.Value ?? "";
        if (answers.Find(query) is not { } question)
        {
            var errors = new FieldErrors();
            var asked = new TradeConditions(Attribute(context, "setup_type", errors), Attribute(context, "market_phase", errors), Attribute(context, "symbol", errors), Attribute(context, "timeframe", errors));
            var limit = 5;
            if (context.Query("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
                errors.Add("limit", "Expected a whole number from 1 to 100.");
            if (errors.Any)
                return errors.ToResult();
            question = answers.Keep(query, asked, limit);
        }

        return new JsonBytesResult(question.Write(await grains.GetGrain<IRelevantInsightsGrain>(IRelevantInsightsGrain.Key).Find(question.Context, question.Limit)));
    }

    private static async Task<IResult> Prune(HttpContext context, IGrainFactory grains)
    {
        var errors = new FieldErrors();
        var threshold = Fraction(context, "threshold", 0.3, errors);
        if (errors.Any)
            return errors.ToResult();
        var pruned = await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Prune(threshold);
        await context.AuditAsync(grains, "learning.prune", threshold.ToString(CultureInfo.InvariantCulture), new { pruned });
        return TypedResults.Ok(new PrunedResponse(pruned));
    }

    private static async Task<IResult> Summarise(string? days, IGrainFactory grains)
    {
        var count = 30;
        if (days is not null && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > 365))
            return Problems.BadField("days", "Expected a whole number from 1 to 365.");
        return TypedResults.Ok(await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Summarise(count));
    }

    private static string? Attribute(HttpContext context, string name, FieldErrors errors)
    {
        var value = context.Query(name);
        if (value is not { Length: > LongestAttribute })
            return string.IsNullOrEmpty(value) ? null : value;
        errors.Add(name, $"Expected 1 to {LongestAttribute} characters.");
        return null;
    }

    private static double Fraction(HttpContext context, string name, double usual, FieldErrors errors)
    {
        if (context.Query(name) is not { } text)
            return usual;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
            return number;
        errors.Add(name, "Expected a number from 0 to 1.");
        return usual;
    }
}

/// <summary>Insights that were taken out of service.</summary>
internal sealed record PrunedResponse(int Pruned);
