using LearningActors.Explanations;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Analysis;

internal static class AnalysisEndpoints
{
    private static readonly IntField s_days = new("days", "how many UTC days, today included", 1, 90) { Default = 30, Example = "30" };
    private static readonly DayField s_through = new("through", "the last day; yesterday where it is not given") { Example = "2026-02-28" };

    internal static void MapAnalysis(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/signals/{ticker}/{signal}", GetState)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithTags("Analysis")
            .WithName("getSignal")
            .WithSummary("What was learnt about one signal of one ticker; at most two seconds old.")
            .GivesWrittenAnswers()
            .Produces<SignalResponse>()
            .ProducesProblem(400);
        api.MapGet("/api/admin/llm-analytics", GetAnalytics)
            .RequireScope(Scope.Read)
            .WithTags("Analysis")
            .WithName("getAnalytics")
            .WithSummary(
                "Feedback over the last 1 to 90 days (30 by default); five minutes old at most, anew with Cache-Control: no-cache."
            )
            .Produces<AnalyticsResponse>()
            .WithQuery(s_days);
        api.MapPost("/api/admin/llm-metrics/roll-up", RollUp)
            .IsRepeatable()
            .RequireScope(Scope.Operate)
            .WithTags("Analysis")
            .WithName("rollUpMetrics")
            .WithSummary("Rolls closed days up into llm_metrics, up to a day (yesterday by default).")
            .Produces<RolledUpResponse>()
            .WithQuery(s_through);
    }

    private static async Task<IResult> GetState(string ticker, string signal, IGrainFactory grains, RecentAnswers recent)
    {
        ticker = Uri.UnescapeDataString(ticker).ToUpperInvariant();
        var errors = new FieldErrors();
        if (!SignalFields.IsTicker(ticker))
            errors.Add("ticker", "Expected a symbol such as AAPL.");
        if (!SignalTypes.TryParse(signal, out var parsed))
            errors.Add("signal", "Expected BUY, SELL or HOLD.");
        if (errors.Any)
            return errors.ToResult();
        var key = TickerSignalKey.Of(ticker, parsed);
        if (recent.Find(key) is not { } answer)
        {
            var state = await grains.GetGrain<ITickerSignalGrain>(key).GetState();
            answer = WrittenAnswer.Of(SignalResponse.Of(state), state.AsOf);
            recent.Keep(key, answer);
        }

        return answer;
    }

    private static async Task<IResult> GetAnalytics(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var days = query.Read(s_days) ?? 30;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var fresh = context.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);
        var analytics = await grains.GetGrain<ILlmAnalyticsGrain>(LlmAnalyticsKey.Of(days)).Get(fresh);
        context.Response.Headers.CacheControl = "private, max-age=300";
        context.ShowAge(analytics.AsOf);
        return TypedResults.Ok(AnalyticsResponse.Of(analytics));
    }

    private static async Task<IResult> RollUp(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var day = query.Read(s_through);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        await context.BeginAuditAsync(grains, "llm-metrics.roll-up", day is { } last ? $"{last:yyyy-MM-dd}" : "yesterday");
        var days = await grains.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).RollUp(day ?? DateOnly.MaxValue);
        await context.AuditAsync(new { days = days.Length });
        return TypedResults.Ok(new RolledUpResponse(days));
    }
}

/// <summary>The days that were rolled up; those that were up to date are not among them.</summary>
internal sealed record RolledUpResponse(IReadOnlyList<DateOnly> Days);
