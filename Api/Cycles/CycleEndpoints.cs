using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Cycles;

internal static class CycleEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    internal static void MapCycles(this IEndpointRouteBuilder api)
    {
        var cycles = api.MapGroup("/api/admin/cycles").WithTags("Cycles");
        cycles
            .MapGet("/", List)
            .RequireScope(Scopes.Read)
            .WithName("listCycles")
            .WithSummary("Every schedule: when it is due next, what is under way, and how the last occurrences ended.")
            .Produces<IReadOnlyList<CycleStatus>>();
        cycles
            .MapPost("/{name}/run", Run)
            .RequireScope(Scopes.Admin)
            .WithName("runCycle")
            .WithSummary(
                "Runs a cycle now, beside its schedule. Answers 200 when it has ended, or 202 after 20 s while it goes on: "
                    + "GET /api/admin/cycles tells how it stands."
            )
            .Produces<CycleRun>()
            .Produces<CycleStatus>(202)
            .ProducesProblem(404);
    }

    private static async Task<IResult> List(IGrainFactory grains) =>
        TypedResults.Ok(await Task.WhenAll(CycleNames.All.Select(name => grains.GetGrain<ICycleGrain>(name).Get())));

    private static async Task<IResult> Run(string name, HttpContext context, IGrainFactory grains)
    {
        if (!CycleNames.All.Contains(name))
            return Problems.NotFound("name", name);
        await context.AuditAsync(grains, "cycle.run", name, new { });
        var cycle = grains.GetGrain<ICycleGrain>(name);
        var run = cycle.RunNow(context.Key().Name);
        return
            await Task.WhenAny(run, Task.Delay(s_patience, context.RequestAborted)) == run
            && await run is { Outcome: not CycleOutcome.Running } ended
            ? TypedResults.Ok(ended)
            : TypedResults.Accepted("/api/admin/cycles", await cycle.Get());
    }
}
