using System.Diagnostics;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace LearningActors.Recommendations;

internal static class RecommendationEndpoints
{
    private const int MaxDays = 3660;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private static readonly DayField s_target = new("target_date", "the Pacific day; today where it is not given")
    {
        Example = "2021-01-04",
    };
    private static readonly DayField s_reconcileStart = new("start_date", "the first Pacific day of a range, instead of target_date")
    {
        Example = "2021-01-04",
    };
    private static readonly DayField s_reconcileEnd = new("end_date", "the last Pacific day of the range; today where it is not given")
    {
        Example = "2021-01-15",
    };
    private static readonly DayField s_asOf = new("as_of_date", "the last Pacific day whose executions count; today where it is not given")
    {
        Example = "2021-01-15",
    };
    private static readonly DayField s_start = new("start_date", "the first Pacific day") { Example = "2021-01-01" };
    private static readonly DayField s_end = new("end_date", "the last Pacific day") { Example = "2021-01-31" };
    private static readonly ChoiceField<MatchKind> s_kind = new("match_type", "what it is; all where it is not given")
    {
        Example = "reject",
    };
    private static readonly TextField s_symbol = new("symbol", "the underlying", 20) { Example = "PLTR" };
    private static readonly ListFields<MatchSort> s_matches = new(
        "reviewed",
        [("reviewed", MatchSort.Reviewed, SortKind.Whole), ("day", MatchSort.Day, SortKind.Day)],
        [s_start, s_end, s_kind, s_symbol]
    )
    {
        Id = SortKind.Uuid,
    };
    private static readonly ChoiceField<ReasonCode> s_reasonCode = new("reason_code", "why somebody diverged") { IsRequired = true };
    private static readonly TextField s_reasonText = new("reason_text", "why, in own words", 1000);
    private static readonly TextField s_excluded = new("excluded_reason", "why it teaches nothing, or null to take it in again", 500)
    {
        IsRequiredOrNull = true,
    };

    internal static void MapRecommendations(this IEndpointRouteBuilder api)
    {
        var learning = api.MapGroup("/api/v1/strategies/learning").WithTags("Recommendations");
        learning.MapFacts();
        learning.MapAccountHistory();
        learning.MapOutcomes();
        learning
            .MapPost("/reconcile", Reconcile)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Operate)
            .WithName("reconcile")
            .WithSummary(
                "Matches the recommendations of Pacific days (today by default), revising what was matched before. Days also reconcile "
                    + "themselves when something arrives for them."
            )
            .Produces<ReconcileResponse>()
            .WithQuery(s_target, s_reconcileStart, s_reconcileEnd);
        learning
            .MapPost("/track-outcomes", TrackOutcomes)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Operate)
            .WithName("trackOutcomes")
            .WithSummary(
                "Works out the outcomes of what has changed. For an earlier day it tells the outcomes as of that day and stores nothing."
            )
            .Produces<TrackedOutcomes>()
            .WithQuery(s_asOf);
        learning
            .MapGet("/matches", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listMatches")
            .WithSummary("Matches; sorted by reviewed, those without a reason come first, and of these the earliest day.")
            .Produces<Page<MatchRecord>>()
            .WithQuery(s_matches.Query);
        learning
            .MapGet("/matches/{id}", Find)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getMatch")
            .WithSummary("A match with its history.")
            .Produces<MatchRecord>()
            .ProducesProblem(404);
        learning
            .MapPatch("/matches/{id}/reason", SetReason)
            .RequireScope(Scope.Engine, Scope.Rate)
            .WithName("setMatchReason")
            .WithSummary("Notes why somebody diverged.")
            .Produces<MatchRecord>()
            .ProducesProblem(404)
            .AcceptsIfMatch()
            .WithBody(
                new BodySchema("MatchReason", s_reasonCode, s_reasonText),
                """{"reason_code": "premium_low", "reason_text": "Not worth the risk."}"""
            );
        learning
            .MapPatch("/matches/{id}/exclude", Exclude)
            .RequireScope(Scope.Engine, Scope.Rate)
            .WithName("excludeMatch")
            .WithSummary("Keeps a match out of all learning, for a reason; null instead of a reason takes it in again.")
            .Produces<MatchRecord>()
            .ProducesProblem(404)
            .AcceptsIfMatch()
            .WithBody(new BodySchema("Exclusion", s_excluded), """{"excluded_reason": "A test order."}""");
    }

    /// <summary>
    /// Days are marked first, so that all are reconciled whoever goes away; those that take longer than a request should are left to the
    /// reconciler.
    /// </summary>
    private static async Task<IResult> Reconcile(HttpContext context, IGrainFactory grains, IClock clock)
    {
        var query = new QueryReader(context);
        var (target, start, end) = (query.Read(s_target), query.Read(s_reconcileStart), query.Read(s_reconcileEnd));
        if (target is not null && (start is not null || end is not null))
            query.Errors.Add(s_target.Name, "Expected either target_date or start_date and end_date.");
        if (end is not null && start is null)
            query.Errors.Add(s_reconcileStart.Name, $"Required with end_date: {s_reconcileStart.What}.");
        if (start > end)
            query.Errors.Add(s_reconcileEnd.Name, "It is before start_date.");
        var today = clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["America/Los_Angeles"]).Date.ToDateOnly();
        var (from, through) = (target ?? start ?? today, target ?? end ?? today);
        if (through.DayNumber - from.DayNumber >= MaxDays)
            query.Errors.Add(s_reconcileEnd.Name, $"Expected at most {MaxDays} days.");
        if (query.Errors.Any)
            return query.Errors.ToResult();
        await context.BeginAuditAsync(grains, "reconcile", $"{from:yyyy-MM-dd}..{through:yyyy-MM-dd}");
        await Grain(grains).MarkDays(from, through);
        var (began, result) = (Stopwatch.GetTimestamp(), new ReconcileResponse(from, through, 0, 0, 0, []));
        for (var day = from; day <= through; day = day.AddDays(1))
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
            {
                result = result with { PendingDays = through.DayNumber - day.DayNumber + 1 };
                break;
            }

            result = result.With(await Grain(grains).Reconcile(day));
        }

        await context.AuditAsync(new { result.New, result.Revised });
        return TypedResults.Ok(result);
    }

    private static async Task<IResult> TrackOutcomes(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var day = query.Read(s_asOf);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        await context.BeginAuditAsync(grains, "track-outcomes", day is { } asked ? $"{asked:yyyy-MM-dd}" : "now");
        var tracked = await Grain(grains).TrackOutcomes(day);
        await context.AuditAsync(new { tracked.AsOf, tracked.Changed });
        return TypedResults.Ok(tracked);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (from, to, kind, symbol) = (query.Read(s_start), query.Read(s_end), query.Read(s_kind), query.Read(s_symbol));
        var request = s_matches.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_matches.Answer(query, await Grain(grains).List(new MatchFilter(from, to, kind, symbol?.ToUpperInvariant()), request));
    }

    private static async Task<IResult> Find(string id, HttpContext context, IGrainFactory grains)
    {
        if (!Guid.TryParse(id, out var match) || await Grain(grains).Find(match) is not { } found)
            return Problems.NotFound("id", id);
        IfMatch.Tag(context, found.Revision);
        return TypedResults.Ok(found);
    }

    private static async Task<IResult> SetReason(string id, HttpContext context, IGrainFactory grains)
    {
        var (reason, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var (code, text) = (fields.Read(s_reasonCode), fields.Read(s_reasonText));
                if (code == ReasonCode.Other && string.IsNullOrWhiteSpace(text))
                    fields.Fault(s_reasonText.Name, "Required with the reason 'other': why, in own words.");
                return code is { } given ? new { Code = given, Text = text } : null;
            }
        );
        return reason is null
            ? problem!
            : await DecideAsync(
                id,
                "match.reason",
                context,
                grains,
                (match, revision) => Grain(grains).SetReason(match, reason.Code, reason.Text, context.Caller().Name, revision),
                match => new { match.ReasonCode }
            );
    }

    private static async Task<IResult> Exclude(string id, HttpContext context, IGrainFactory grains)
    {
        var (exclusion, problem) = await JsonBody.ReadObjectAsync(context, fields => new { Reason = fields.Read(s_excluded) });
        return exclusion is null
            ? problem!
            : await DecideAsync(
                id,
                "match.exclude",
                context,
                grains,
                (match, revision) => Grain(grains).Exclude(match, exclusion.Reason, context.Caller().Name, revision),
                match => new { match.ExcludedReason }
            );
    }

    private static async Task<IResult> DecideAsync(
        string id,
        string action,
        HttpContext context,
        IGrainFactory grains,
        Func<Guid, int?, Task<MatchDecision>> decide,
        Func<MatchRecord, object> audited
    )
    {
        if (!IfMatch.TryRead(context, out var revision, out var wrong))
            return wrong;
        if (!Guid.TryParse(id, out var match) || await Grain(grains).Find(match) is not { } before)
            return Problems.NotFound("id", id);
        await context.BeginAuditAsync(grains, action, id);
        var (refusal, now) = await decide(match, revision);
        if (now is null)
            return Problems.NotFound("id", id);
        IfMatch.Tag(context, now.Revision);
        if (refusal == MatchRefusalKind.Changed)
            return Problems.Changed(now, $"Revision {revision} was decided on; it has revision {now.Revision}.");
        await context.AuditAsync(null, audited(before), audited(now));
        return TypedResults.Ok(now);
    }

    private static IReconciliationGrain Grain(IGrainFactory grains) => grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key);
}
