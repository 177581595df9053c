using System.Text.Json;
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
    private const long Limit = 16 * 1024;

    internal static void MapAlgorithmChanges(this IEndpointRouteBuilder api)
    {
        var candidates = api.MapGroup("/api/v1/strategies/learning/v4-candidates").WithTags("Algorithm changes");
        candidates
            .MapGet("/", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("What patterns propose to change, the latest first; status narrows it.")
            .Produces<Page<AlgorithmChange>>()
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
            .Accepts<JsonElement>("application/json")
            .WithExample("""{"decision": "implement", "reason": "It is what we do anyway."}""");
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
            .Accepts<JsonElement>("application/json")
            .WithExample("""{"version_from": "v3", "version_to": "v4", "implemented_on": "2025-01-20"}""");
        candidates
            .MapPost("/{id}/conclude", Conclude)
            .RequireScope(Scopes.Admin)
            .WithSummary("Ends the validation: outcome kept, rolled_back or modified, with a reason.")
            .Produces<AlgorithmChange>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .Accepts<JsonElement>("application/json")
            .WithExample("""{"outcome": "kept", "reason": "Consent went up."}""");
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var status = query.Choice<AlgorithmChangeStatus>("status");
        return query.Errors.Any
            ? query.Errors.ToResult()
            : TypedResults.Ok(
                new Page<AlgorithmChange>(
                    await grains.GetGrain<IAlgorithmChangeListGrain>(IAlgorithmChangeListGrain.Key).List(status),
                    null
                )
            );
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        await Grain(grains, id).Get() is { } change ? TypedResults.Ok(change) : Problems.NotFound("id", id);

    private static async Task<IResult> Validate(string id, IGrainFactory grains) =>
        await Grain(grains, id).Validate() is { } report ? TypedResults.Ok(report) : Problems.NotFound("id", id);

    private static async Task<IResult> Decide(string id, HttpContext context, IGrainFactory grains)
    {
        var (decided, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields =>
                (Required<CandidateDecision>(fields, "decision"), Reason(fields)) is ({ } decision, { } reason)
                    ? new { decision, reason }
                    : null
        );
        return decided is null
            ? problem!
            : await RunAsync(
                id,
                "candidate.decide",
                decided,
                context,
                grains,
                grain => grain.Decide(decided.decision, decided.reason, context.Key().Name)
            );
    }

    private static async Task<IResult> Implement(string id, HttpContext context, IGrainFactory grains)
    {
        var (implemented, problem) = await JsonBody.ReadObjectAsync(context, Limit, ReadImplementation);
        return implemented is null
            ? problem!
            : await RunAsync(
                id,
                "candidate.implemented",
                implemented,
                context,
                grains,
                grain => grain.Implement(implemented, context.Key().Name)
            );
    }

    private static async Task<IResult> Conclude(string id, HttpContext context, IGrainFactory grains)
    {
        var (concluded, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields =>
                (Required<ValidationOutcome>(fields, "outcome"), Reason(fields)) is ({ } outcome, { } reason)
                    ? new { outcome, reason }
                    : null
        );
        return concluded is null
            ? problem!
            : await RunAsync(
                id,
                "candidate.conclude",
                concluded,
                context,
                grains,
                grain => grain.Conclude(concluded.outcome, concluded.reason, context.Key().Name)
            );
    }

    private static async Task<IResult> RunAsync(
        string id,
        string action,
        object detail,
        HttpContext context,
        IGrainFactory grains,
        Func<IAlgorithmChangeGrain, Task<Refusal?>> command
    )
    {
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

    private static Implementation? ReadImplementation(FieldReader fields)
    {
        fields.Require("version_from", "the algorithm's version before");
        fields.Require("version_to", "its version with the change");
        fields.Require("implemented_on", "the first Pacific day of the new version");
        return
            (fields.Text("version_from", LongestVersion), fields.Text("version_to", LongestVersion), fields.Day("implemented_on"))
                is ({ } from, { } to, { } on)
            ? new Implementation(from, to, on)
            : null;
    }

    private static T? Required<T>(FieldReader fields, string field)
        where T : struct, Enum
    {
        fields.Require(field, $"one of {FieldReader.Names<T>()}");
        return fields.Choice<T>(field);
    }

    private static string? Reason(FieldReader fields)
    {
        fields.Require("reason", "why, for the record");
        return fields.Text("reason", LongestReason);
    }

    private static IAlgorithmChangeGrain Grain(IGrainFactory grains, string id) => grains.GetGrain<IAlgorithmChangeGrain>(id);
}
