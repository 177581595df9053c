using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Recommendations;

internal static class RecommendationEndpoints
{
    private const int MaxItems = 1000;
    private static readonly DayField s_target = new("target_date", "the Pacific day; today where it is not given")
    {
        Example = "2021-01-04",
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
        learning
            .MapPost(
                "/recommendations",
                (HttpContext context, IGrainFactory grains) =>
                    RecordAsync(
                        context,
                        RecommendationRequests.ReadRecommendation,
                        one => one.Id,
                        all => Grain(grains).RecordRecommendations(all),
                        RecordedRecommendation.Of
                    )
            )
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithName("recordRecommendations")
            .WithSummary("Records recommendations: one, or an array of up to 1 000. The same recommendation_id is stored once.")
            .Produces<ItemsResponse<RecordedRecommendation>>()
            .WithItems(
                RecommendationRequests.Recommendation,
                """
                [{
                  "recommendation_id": "rec-1",
                  "sent_at": "2021-01-04T15:00:00Z",
                  "symbol": "PLTR",
                  "action": "STO",
                  "strike": 26,
                  "expiration": "2021-01-15",
                  "option_right": "put",
                  "premium": 246,
                  "type": "new_position",
                  "algorithm_version": "v3"
                }]
                """,
                MaxItems
            );
        learning
            .MapPost(
                "/executions",
                (HttpContext context, IGrainFactory grains) =>
                    RecordAsync(
                        context,
                        RecommendationRequests.ReadExecution,
                        one => one.Id,
                        all => Grain(grains).RecordExecutions(all),
                        RecordedExecution.Of
                    )
            )
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithName("recordExecutions")
            .WithSummary("Records executions: one, or an array of up to 1 000. The same execution_id is stored once.")
            .Produces<ItemsResponse<RecordedExecution>>()
            .WithItems(
                RecommendationRequests.Execution,
                """
                [{
                  "execution_id": "exec-1",
                  "executed_at": "2021-01-04T15:36:00Z",
                  "instrument": "PLTR  210115P00026000",
                  "action": "STO",
                  "quantity": 1,
                  "price": 240,
                  "fees": 1.15
                }]
                """,
                MaxItems
            );
        learning
            .MapPost("/reconcile", Reconcile)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithName("reconcile")
            .WithSummary("Matches the recommendations of a Pacific day (today by default), revising what was matched before.")
            .Produces<ReconciledDay>()
            .WithQuery(s_target);
        learning
            .MapPost("/track-outcomes", TrackOutcomes)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithName("trackOutcomes")
            .WithSummary("Works out what became of every match, from the executions up to a Pacific day (today by default).")
            .Produces<TrackedOutcomes>()
            .WithQuery(s_asOf);
        learning
            .MapGet("/matches", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithName("listMatches")
            .WithSummary("Matches; sorted by reviewed, those without a reason come first, and of these the earliest day.")
            .Produces<Page<MatchRecord>>()
            .WithQuery(s_matches.Query);
        learning
            .MapGet("/matches/{id}", Find)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithName("getMatch")
            .WithSummary("A match with its history.")
            .Produces<MatchRecord>()
            .ProducesProblem(404);
        learning
            .MapPatch("/matches/{id}/reason", SetReason)
            .RequireScope(Scopes.Engine)
            .WithName("setMatchReason")
            .WithSummary("Notes why somebody diverged.")
            .Produces<MatchRecord>()
            .ProducesProblem(404)
            .WithBody(
                new BodySchema("MatchReason", s_reasonCode, s_reasonText),
                """{"reason_code": "premium_low", "reason_text": "Not worth the risk."}"""
            );
        learning
            .MapPatch("/matches/{id}/exclude", Exclude)
            .RequireScope(Scopes.Engine)
            .WithName("excludeMatch")
            .WithSummary("Keeps a match out of all learning, for a reason; null instead of a reason takes it in again.")
            .Produces<MatchRecord>()
            .ProducesProblem(404)
            .WithBody(new BodySchema("Exclusion", s_excluded), """{"excluded_reason": "A test order."}""");
    }

    private static async Task<IResult> RecordAsync<T, TResult>(
        HttpContext context,
        Func<FieldReader, T?> read,
        Func<T, string> id,
        Func<ImmutableArray<T>, Task<ImmutableArray<bool>>> record,
        Func<ItemOutcome, TResult> name
    )
        where T : class
    {
        var (items, problem) = await JsonBody.ReadItemsAsync(context, read);
        if (items is null)
            return problem!;
        var stored = items.Good.IsEmpty ? [] : await record(items.Good);
        return ItemsResponse.Of(items.Outcomes(stored, (one, isNew) => ItemOutcome.Taken(id(one), isNew)), items.IsArray, name);
    }

    private static async Task<IResult> Reconcile(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var day = query.Read(s_target);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var reconciled = await Grain(grains).Reconcile(day);
        await context.AuditAsync(
            grains,
            "reconcile",
            reconciled.Day.ToString("O", CultureInfo.InvariantCulture),
            new { reconciled.New, reconciled.Revised }
        );
        return TypedResults.Ok(reconciled);
    }

    private static async Task<IResult> TrackOutcomes(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var day = query.Read(s_asOf);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var tracked = await Grain(grains).TrackOutcomes(day);
        await context.AuditAsync(
            grains,
            "track-outcomes",
            tracked.AsOf.ToString("O", CultureInfo.InvariantCulture),
            new { tracked.Changed }
        );
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

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        Guid.TryParse(id, out var match) && await Grain(grains).Find(match) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("id", id);

    private static async Task<IResult> SetReason(string id, HttpContext context, IGrainFactory grains)
    {
        var (reason, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
                (fields.Read(s_reasonCode), fields.Read(s_reasonText)) is ({ } code, var text) ? new { Code = code, Text = text } : null
        );
        if (reason is null)
            return problem!;
        if (!Guid.TryParse(id, out var match) || await Grain(grains).SetReason(match, reason.Code, reason.Text) is not { } changed)
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "match.reason", id, new { reason_code = reason.Code });
        return TypedResults.Ok(changed);
    }

    private static async Task<IResult> Exclude(string id, HttpContext context, IGrainFactory grains)
    {
        var (exclusion, problem) = await JsonBody.ReadObjectAsync(context, fields => new { Reason = fields.Read(s_excluded) });
        if (exclusion is null)
            return problem!;
        if (!Guid.TryParse(id, out var match) || await Grain(grains).Exclude(match, exclusion.Reason) is not { } changed)
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "match.exclude", id, new { excluded_reason = exclusion.Reason });
        return TypedResults.Ok(changed);
    }

    private static IReconciliationGrain Grain(IGrainFactory grains) => grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key);
}

/// <summary>The outcome of one recommendation.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="RecommendationId">Its id; null where it was not taken.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record RecordedRecommendation(
    int Index,
    string? RecommendationId,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static RecordedRecommendation Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}

/// <summary>The outcome of one execution.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="ExecutionId">Its id; null where it was not taken.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record RecordedExecution(
    int Index,
    string? ExecutionId,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static RecordedExecution Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}
