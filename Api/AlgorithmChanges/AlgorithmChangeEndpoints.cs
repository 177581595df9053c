using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.AlgorithmChanges;

internal static class AlgorithmChangeEndpoints
{
    private const int LongestReason = 1000;
    private const int LongestVersion = 60;

    internal static void MapAlgorithmChanges(this IEndpointRouteBuilder api)
    {
        var candidates = api.MapGroup("/api/v1/strategies/learning/v4-candidates").WithTags("Algorithm changes");
        candidates
            .MapGet("/", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What patterns propose to change, the latest first; status narrows it.")
            .Produces<ImmutableArray<AlgorithmChange>>()
            .ProducesProblem(400)
            .WithQuery(
                "status",
                "proposed",
                "proposed, deferred, accepted, validating, rejected, kept, rolled_back, modified or withdrawn; all where it is not given."
            );
        candidates
            .MapGet("/{id}", Find)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("One candidate with its evidence and history.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(404);
        candidates
            .MapGet("/{id}/validation", Validate)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("The four weeks after against the four before, as they stand now.")
            .Produces<ValidationReport>()
            .ProducesProblem(404);
        candidates
            .MapPost("/{id}/decide", Decide)
            .RequireScope(Scopes.Admin)
            .WithSummary("Decides: decision implement, defer or reject, with a reason.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithQuery("decision", "implement", "implement, defer or reject.", required: true)
            .WithQuery("reason", "It is what we do anyway.", "Why, for the record.", required: true);
        candidates
            .MapPost("/{id}/implemented", Implement)
            .RequireScope(Scopes.Admin)
            .WithSummary(
                "It was implemented: version_from, version_to, and implemented_on, the first Pacific day of the new version. Its validation begins."
            )
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithQuery("version_from", "v3", "The version before.", required: true)
            .WithQuery("version_to", "v4", "The version with the change.", required: true)
            .WithQuery("implemented_on", "2025-01-20", "The first Pacific day of the new version.", required: true);
        candidates
            .MapPost("/{id}/conclude", Conclude)
            .RequireScope(Scopes.Admin)
            .WithSummary("Ends the validation: outcome kept, rolled_back or modified, with a reason.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithQuery("outcome", "kept", "kept, rolled_back or modified.", required: true)
            .WithQuery("reason", "Consent went up.", "Why, for the record.", required: true);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var status = query.Choice<AlgorithmChangeStatus>("status");
        return query.Errors.Any
            ? query.Errors.ToResult()
            : TypedResults.Ok(await grains.GetGrain<IAlgorithmChangeListGrain>(IAlgorithmChangeListGrain.Key).List(status));
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        await Grain(grains, id).Get() is { } change ? TypedResults.Ok(change) : Problems.NotFound("id", id);

    private static async Task<IResult> Validate(string id, IGrainFactory grains) =>
        await Grain(grains, id).Validate() is { } report ? TypedResults.Ok(report) : Problems.NotFound("id", id);

    private static Task<IResult> Decide(string id, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (decision, reason) = (
            query.RequiredChoice<CandidateDecision>("decision"),
            query.Required("reason", LongestReason, "why, for the record")
        );
        return RunAsync(
            id,
            "candidate.decide",
            new { decision, reason },
            query,
            context,
            grains,
            grain => grain.Decide(decision!.Value, reason!, context.Key().Name)
        );
    }

    private static Task<IResult> Implement(string id, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (from, to) = (
            query.Required("version_from", LongestVersion, "the algorithm's version before"),
            query.Required("version_to", LongestVersion, "its version with the change")
        );
        var on = query.Day("implemented_on");
        if (on is null && !query.Errors.Any)
            query.Errors.Add("implemented_on", "Required: the first Pacific day of the new version.");
        return RunAsync(
            id,
            "candidate.implemented",
            new
            {
                from,
                to,
                on,
            },
            query,
            context,
            grains,
            grain => grain.Implement(new Implementation(from!, to!, on!.Value), context.Key().Name)
        );
    }

    private static Task<IResult> Conclude(string id, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (outcome, reason) = (
            query.RequiredChoice<ValidationOutcome>("outcome"),
            query.Required("reason", LongestReason, "why, for the record")
        );
        return RunAsync(
            id,
            "candidate.conclude",
            new { outcome, reason },
            query,
            context,
            grains,
            grain => grain.Conclude(outcome!.Value, reason!, context.Key().Name)
        );
    }

    private static async Task<IResult> RunAsync(
        string id,
        string action,
        object detail,
        QueryReader query,
        HttpContext context,
        IGrainFactory grains,
        Func<IAlgorithmChangeGrain, Task<Refusal?>> command
    )
    {
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var grain = Grain(grains, id);
        if (await grain.Get() is null)
            return Problems.NotFound("id", id);
        if (await command(grain) is { } refusal)
            return refusal.Field is "version_to" or "implemented_on"
                ? Problems.BadField(refusal.Field, refusal.Reason)
                : Problems.Conflict(refusal.Field, refusal.Reason);
        await context.AuditAsync(grains, action, id, detail);
        return TypedResults.Ok(await grain.Get());
    }

    private static IAlgorithmChangeGrain Grain(IGrainFactory grains, string id) => grains.GetGrain<IAlgorithmChangeGrain>(id);
}
