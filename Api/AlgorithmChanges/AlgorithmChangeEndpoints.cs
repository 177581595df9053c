using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.AlgorithmChanges;

internal static class AlgorithmChangeEndpoints
{
    private static readonly ChoiceField<AlgorithmChangeStatus> s_status = new("status", "how far it is; all where it is not given")
    {
        Example = "proposed",
    };
    private static readonly ListFields<AlgorithmChangeSort> s_list = new(
        "-updated_at",
        [("updated_at", AlgorithmChangeSort.UpdatedAt, SortKind.Time), ("id", AlgorithmChangeSort.Id, SortKind.Text)],
        [s_status]
    );
    private static readonly TextField s_reason = new("reason", "why, for the record", 1000) { IsRequired = true };
    private static readonly ChoiceField<CandidateDecision> s_decision = new("decision", "what becomes of it") { IsRequired = true };
    private static readonly ChoiceField<ValidationOutcome> s_outcome = new("outcome", "how the validation ends") { IsRequired = true };
    private static readonly TextField s_from = new("version_from", "the algorithm's version before", 60) { IsRequired = true };
    private static readonly TextField s_to = new("version_to", "its version with the change", 60) { IsRequired = true };
    private static readonly DayField s_on = new("implemented_on", "the first Pacific day of the new version") { IsRequired = true };

    internal static void MapAlgorithmChanges(this IEndpointRouteBuilder api)
    {
        var candidates = api.MapGroup("/api/v1/strategies/learning/v4-candidates").WithTags("Algorithm changes");
        candidates
            .MapGet("/", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listCandidates")
            .WithSummary("What patterns propose to change.")
            .Produces<Page<AlgorithmChange>>()
            .WithQuery(s_list.Query);
        candidates
            .MapGet("/{id}", Find)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getCandidate")
            .WithSummary("One candidate with its evidence and history.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(404);
        candidates
            .MapGet("/{id}/validation", Validate)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("validateCandidate")
            .WithSummary("The four weeks after against the four before, as they stand now.")
            .Produces<ValidationReport>()
            .ProducesProblem(404);
        candidates
            .MapPost("/{id}/decide", Decide)
            .RequireScope(Scope.Decide)
            .WithName("decideCandidate")
            .WithSummary("Decides: decision implement, defer or reject, with a reason.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("CandidateDecision", s_decision, s_reason),
                """{"decision": "implement", "reason": "It is what we do anyway."}"""
            );
        candidates
            .MapPost("/{id}/implemented", Implement)
            .RequireScope(Scope.Decide)
            .WithName("implementCandidate")
            .WithSummary(
                "It was implemented: version_from, version_to, and implemented_on, the first Pacific day of the new version. "
                    + "Its validation begins."
            )
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("Implementation", s_from, s_to, s_on),
                """{"version_from": "v3", "version_to": "v4", "implemented_on": "2025-01-20"}"""
            );
        candidates
            .MapPost("/{id}/conclude", Conclude)
            .RequireScope(Scope.Decide)
            .WithName("concludeCandidate")
            .WithSummary("Ends the validation: outcome kept, rolled_back or modified, with a reason.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(new BodySchema("Conclusion", s_outcome, s_reason), """{"outcome": "kept", "reason": "Consent went up."}""");
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (status, request) = (query.Read(s_status), s_list.Read(query));
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IAlgorithmChangeListGrain>(IAlgorithmChangeListGrain.Key).List(status, request));
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        await Grain(grains, id).Get() is { } change ? TypedResults.Ok(change) : Problems.NotFound("id", id);

    private static async Task<IResult> Validate(string id, IGrainFactory grains) =>
        await Grain(grains, id).Validate() is { } report ? TypedResults.Ok(report) : Problems.NotFound("id", id);

    private static async Task<IResult> Decide(string id, HttpContext context, IGrainFactory grains)
    {
        var (decided, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => (fields.Read(s_decision), fields.Read(s_reason)) is ({ } decision, { } reason) ? new { decision, reason } : null
        );
        return decided is null
            ? problem!
            : await RunAsync(
                id,
                "candidate.decide",
                decided,
                context,
                grains,
                grain => grain.Decide(decided.decision, decided.reason, context.Caller().Name)
            );
    }

    private static async Task<IResult> Implement(string id, HttpContext context, IGrainFactory grains)
    {
        var (implemented, problem) = await JsonBody.ReadObjectAsync(context, ReadImplementation);
        return implemented is null
            ? problem!
            : await RunAsync(
                id,
                "candidate.implemented",
                implemented,
                context,
                grains,
                grain => grain.Implement(implemented, context.Caller().Name)
            );
    }

    private static async Task<IResult> Conclude(string id, HttpContext context, IGrainFactory grains)
    {
        var (concluded, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => (fields.Read(s_outcome), fields.Read(s_reason)) is ({ } outcome, { } reason) ? new { outcome, reason } : null
        );
        return concluded is null
            ? problem!
            : await RunAsync(
                id,
                "candidate.conclude",
                concluded,
                context,
                grains,
                grain => grain.Conclude(concluded.outcome, concluded.reason, context.Caller().Name)
            );
    }

    private static async Task<IResult> RunAsync(
        string id,
        string action,
        object detail,
        HttpContext context,
        IGrainFactory grains,
        Func<IAlgorithmChangeGrain, Task<AlgorithmChangeRefusal?>> command
    )
    {
        var grain = Grain(grains, id);
        if (await grain.Get() is not { } before)
            return Problems.NotFound("id", id);
        await context.BeginAuditAsync(grains, action, id);
        if (await command(grain) is { } refusal)
            return Refused(refusal, id);
        var after = await grain.Get();
        await context.AuditAsync(detail, before: new { before.Status }, after: new { after?.Status });
        return TypedResults.Ok(after);
    }

    /// <summary>The answer to a refusal: what can't be in a request is a bad request, what can't be now is a conflict.</summary>
    private static IResult Refused(AlgorithmChangeRefusal refusal, string id) =>
        refusal.Kind switch
        {
            AlgorithmChangeRefusalKind.Unknown => Problems.NotFound("id", id),
            AlgorithmChangeRefusalKind.SameVersion => Problems.BadField(s_to.Name, refusal.Reason),
            AlgorithmChangeRefusalKind.InFuture => Problems.BadField(s_on.Name, refusal.Reason),
            AlgorithmChangeRefusalKind.Decided => Problems.Conflict(s_decision.Name, refusal.Reason),
            AlgorithmChangeRefusalKind.Incomplete => Problems.Conflict(s_outcome.Name, refusal.Reason),
            AlgorithmChangeRefusalKind.NotAccepted or AlgorithmChangeRefusalKind.NotValidating => Problems.Conflict("id", refusal.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "Not a refusal."),
        };

    private static Implementation? ReadImplementation(FieldReader fields) =>
        (fields.Read(s_from), fields.Read(s_to), fields.Read(s_on)) is ({ } from, { } to, { } on) ? new Implementation(from, to, on) : null;

    private static IAlgorithmChangeGrain Grain(IGrainFactory grains, string id) => grains.GetGrain<IAlgorithmChangeGrain>(id);
}
