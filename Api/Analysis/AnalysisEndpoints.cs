using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LearningActors.Explanations;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Analysis;

internal static class AnalysisEndpoints
{
    internal static void MapAnalysis(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/signals/{ticker}/{signal}", GetState)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithTags("Analysis")
            .WithSummary("What was learnt about one signal of one ticker; at most two seconds old.")
            .Produces<SignalResponse>()
            .ProducesProblem(400);
        api.MapGet("/api/admin/llm-analytics", GetAnalytics)
            .RequireScope(Scopes.Read)
            .WithTags("Analysis")
            .WithSummary(
                "Feedback over the last 1 to 90 days (30 by default); five minutes old at most, anew with Cache-Control: no-cache."
            )
            .Produces<AnalyticsResponse>()
            .ProducesProblem(400);
        api.MapPost("/api/admin/llm-metrics/roll-up", RollUp)
            .IsRepeatable()
            .RequireScope(Scopes.Admin)
            .WithTags("Analysis")
            .WithSummary("Rolls closed days up into llm_metrics, up to a day (yesterday by default).")
            .Produces<RolledUpResponse>()
            .ProducesProblem(400);
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
        if (recent.Find(key) is not { } json)
        {
            json = JsonSerializer.SerializeToUtf8Bytes(
                SignalResponse.Of(await grains.GetGrain<ITickerSignalGrain>(key).GetState()),
                ApiJson.Options
            );
            recent.Keep(key, json);
        }

        return new JsonBytesResult(json);
    }

    private static async Task<IResult> GetAnalytics(HttpContext context, string? days, IGrainFactory grains)
    {
        var count = 30;
        if (days is not null && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > 90))
            return Problems.BadField("days", "Expected a whole number from 1 to 90.");
        var fresh = context.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase);
        var json = JsonSerializer.SerializeToUtf8Bytes(
            AnalyticsResponse.Of(await grains.GetGrain<ILlmAnalyticsGrain>(LlmAnalyticsKey.Of(count)).Get(fresh)),
            ApiJson.Options
        );
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, max-age=300";
        return context.Request.Headers.IfNoneMatch.Contains(tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : new JsonBytesResult(json);
    }

    private static async Task<IResult> RollUp(HttpContext context, string? through, IGrainFactory grains)
    {
        var day = DateOnly.MaxValue;
        if (
            through is not null
            && !DateOnly.TryParseExact(through, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        )
            return Problems.BadField("through", "Expected a day such as 2026-02-28.");
        var days = await grains.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).RollUp(day);
        await context.AuditAsync(grains, "llm-metrics.roll-up", through ?? "yesterday", new { days = days.Length });
        return TypedResults.Ok(new RolledUpResponse(days));
    }
}

/// <summary>The days that were rolled up; those that were up to date are not among them.</summary>
internal sealed record RolledUpResponse(IReadOnlyList<DateOnly> Days);
