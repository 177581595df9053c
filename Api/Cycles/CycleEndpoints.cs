using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Cycles;

internal static class CycleEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly ListFields<CycleSort> s_list = new(
        "name",
        [("name", CycleSort.Name, SortKind.Text), ("next_at", CycleSort.NextAt, SortKind.Time)],
        []
    );

    internal static void MapCycles(this IEndpointRouteBuilder api)
    {
        var cycles = api.MapGroup("/api/admin/cycles").WithTags("Cycles");
        cycles
            .MapGet("/", List)
            .RequireScope(Scope.Read)
            .WithName("listCycles")
            .WithSummary("Every schedule: when it is due next, what is under way, and how the last occurrences ended.")
            .Produces<Page<CycleStatus>>()
            .WithQuery(s_list.Query);
        cycles
            .MapPost("/{name}/run", Run)
            .RequireScope(Scope.Operate)
            .WithName("runCycle")
            .WithSummary(
                "Runs a cycle now, beside its schedule. Answers 200 when it has ended, or 202 after 20 s while it goes on: "
                    + "GET /api/admin/cycles tells how it stands."
            )
            .Produces<CycleRun>()
            .Produces<CycleStatus>(202)
            .ProducesProblem(404);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var request = s_list.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var cycles = await Task.WhenAll(CycleNames.All.Select(name => grains.GetGrain<ICycleGrain>(name).Get()));
        return s_list.Answer(
            query,
            ListSlice.Of(cycles, request, one => request.Sort == CycleSort.Name ? one.Name : one.NextAt, one => one.Name)
        );
    }

    private static async Task<IResult> Run(string name, HttpContext context, IGrainFactory grains)
    {
        if (!CycleNames.All.Contains(name))
            return Problems.NotFound("name", name);
        // What is run goes on whoever waits for it, and the cycle says how it went: that it was asked for is what is done here.
        await context.BeginAuditAsync(grains, "cycle.run", name);
        await context.AuditAsync();
        var cycle = grains.GetGrain<ICycleGrain>(name);
        var run = cycle.RunNow(context.Caller().Name);
        return
            await Task.WhenAny(run, Task.Delay(s_patience, context.RequestAborted)) == run
            && await run is { Outcome: not CycleOutcome.Running } ended
            ? TypedResults.Ok(ended)
            : TypedResults.Accepted("/api/admin/cycles", await cycle.Get());
    }
}

/// <summary>What cycles are sorted by.</summary>
internal enum CycleSort
{
    Name,

    /// <summary>The next occurrence that was not dealt with.</summary>
    NextAt,
}
