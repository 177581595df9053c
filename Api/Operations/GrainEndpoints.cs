using System.Collections.Immutable;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Operations;

internal static class GrainEndpoints
{
    private static readonly TextField s_key = new("key", "what the key contains", 500) { Example = "AAPL" };
    private static readonly ListFields<GrainSort> s_list = new("key", [("key", GrainSort.Key, SortKind.Text)], [s_key]) { IsTable = false };

    internal static void MapGrains(this IEndpointRouteBuilder api)
    {
        var kinds = api.MapGroup("/api/admin/grains").WithTags("Operations");
        kinds
            .MapGet("/", ListKinds)
            .RequireScope(Scope.Read)
            .WithName("listGrainKinds")
            .WithSummary("The kinds of grains, with their activations on each silo and how many have a stored state.")
            .Produces<ImmutableArray<GrainKind>>()
            .ProducesProblem(503);
        kinds
            .MapGet("/{kind}", Find)
            .RequireScope(Scope.Read)
            .WithName("findGrains")
            .WithSummary("Grains of a kind by a part of their key, those that are active and those that only have something stored.")
            .Produces<GrainPageResponse>()
            .ProducesProblem(404)
            .WithQuery(s_list.Query);
        // A state is whatever the grain keeps, so it is for those who may change it.
        kinds
            .MapGet("/{kind}/{key}", Get)
            .RequireScope(Scope.Operate)
            .WithName("getGrain")
            .WithSummary("One grain: its stored states, where it is active and since when, its reminders.")
            .Produces<GrainResponse>()
            .ProducesProblem(404);
        kinds
            .MapPost("/{kind}/{key}/deactivate", Deactivate)
            .IsRepeatable()
            .RequireScope(Scope.Operate)
            .WithName("deactivateGrain")
            .WithSummary("Ends a grain's activations after the requests under way; the next request activates it from what is stored.")
            .Produces<Deactivation>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> ListKinds(IGrainFactory grains) => TypedResults.Ok(await Cluster(grains).ListKinds());

    private static async Task<IResult> Find(string kind, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (part, request) = (query.Read(s_key), s_list.Read(query));
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var asked = new GrainQuery(kind, part, request.After?.Key, request.Limit, request.IsDescending);
        if (await Cluster(grains).FindGrains(asked) is not { } page)
            return await UnknownKindAsync(kind, grains);
        var next = s_list.Next(query, page.Next is { } key ? new ListPlace(key, "") : null);
        return TypedResults.Ok(new GrainPageResponse(page.Kind, page.Grains, next, page.Unanswered));
    }

    private static async Task<IResult> Get(string kind, string key, IGrainFactory grains)
    {
        if (IsNoKey(key))
            return Problems.NotFound("key", key);
        if (await Cluster(grains).GetGrain(kind, key) is not { } grain)
            return await UnknownKindAsync(kind, grains);
        if (grain.Activations.IsEmpty && grain.States.IsEmpty && grain.Reminders.IsEmpty && grain.Unanswered.IsEmpty)
            return Problems.NotFound("key", key);
        return TypedResults.Ok(
            new GrainResponse(
                grain.Kind,
                grain.Key,
                !grain.Activations.IsEmpty,
                grain.Activations,
                [.. grain.States.Select(state => new StateItem(state.Name, new RawJson(state.Json), state.Etag, state.WrittenAt))],
                grain.Reminders,
                grain.Unanswered
            )
        );
    }

    private static async Task<IResult> Deactivate(string kind, string key, HttpContext context, IGrainFactory grains)
    {
        if (IsNoKey(key))
            return Problems.NotFound("key", key);
        if (await Cluster(grains).GetGrain(kind, key) is not { } grain)
            return await UnknownKindAsync(kind, grains);
        await context.BeginAuditAsync(grains, "grain.deactivate", $"{kind}/{key}");
        if (await Cluster(grains).Deactivate(kind, key) is not { } deactivation)
            return await UnknownKindAsync(kind, grains);
        await context.AuditAsync(new { WasActive = !grain.Activations.IsEmpty });
        return TypedResults.Ok(deactivation);
    }

    private static IClusterGrain Cluster(IGrainFactory grains) => grains.GetGrain<IClusterGrain>(IClusterGrain.Key);

    /// <summary>What neither a grain nor a column can hold.</summary>
    private static bool IsNoKey(string key) => string.IsNullOrWhiteSpace(key) || key.Contains('\0', StringComparison.Ordinal);

    private static async Task<IResult> UnknownKindAsync(string kind, IGrainFactory grains)
    {
        var known = (await Cluster(grains).ListKinds()).Select(one => one.Kind).Order(StringComparer.Ordinal);
        var message = $"'{kind}' is unknown. Expected one of {string.Join(", ", known)}.";
        return Problems.Of(
            StatusCodes.Status404NotFound,
            "Not found.",
            $"kind: {message}",
            new Dictionary<string, string[]> { ["kind"] = [message] }
        );
    }
}

/// <summary>Some grains of a kind.</summary>
/// <param name="Kind">Such as <c>cycle</c>, as paths name it.</param>
/// <param name="Items">In the order of their keys' code points.</param>
/// <param name="NextCursor">Given as <c>cursor</c>, it brings the next part; null on the last one.</param>
/// <param name="Unanswered">Silos that did not answer in time: what is active there alone is missing.</param>
internal sealed record GrainPageResponse(
    string Kind,
    ImmutableArray<GrainSummary> Items,
    string? NextCursor,
    ImmutableArray<string> Unanswered
);

/// <summary>All that is known of one grain.</summary>
/// <param name="Kind">Such as <c>cycle</c>, as paths name it.</param>
/// <param name="Key">The grain's key among its kind.</param>
/// <param name="Active">It is in memory somewhere.</param>
/// <param name="Activations">Where, and since when.</param>
/// <param name="States">What is stored.</param>
/// <param name="Reminders">Its reminders.</param>
/// <param name="Unanswered">Silos that did not answer in time: it may be active there.</param>
internal sealed record GrainResponse(
    string Kind,
    string Key,
    bool Active,
    ImmutableArray<GrainActivation> Activations,
    ImmutableArray<StateItem> States,
    ImmutableArray<ReminderStatus> Reminders,
    ImmutableArray<string> Unanswered
);

/// <summary>A stored state.</summary>
/// <param name="Name">The name under which the grain keeps it; a grain may have several.</param>
/// <param name="State">The state; null when it was cleared.</param>
/// <param name="Etag">The version, which a write must know.</param>
/// <param name="WrittenAt">When it was written last.</param>
internal sealed record StateItem(string Name, RawJson State, string Etag, DateTimeOffset? WrittenAt);
