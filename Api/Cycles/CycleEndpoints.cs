using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Cycles;

internal static class CycleEndpoints
{
    internal static void MapCycles(this IEndpointRouteBuilder api)
    {
        var cycles = api.MapGroup("/api/admin/cycles").WithTags("Cycles");
        cycles.MapGet("/", List).RequireScope(Scopes.Read)
            .WithSummary("Every schedule: when it is due next, what is under way, and how the last occurrences ended.").Produces<IReadOnlyList<CycleStatus>>();
        cycles.MapPost("/{name}/run", Run).RequireScope(Scopes.Admin)
            .WithSummary("Runs a cycle now, beside its schedule, and answers when it has ended.").Produces<CycleRun>().ProducesProblem(404);
    }

    private static async Task<IResult> List(IGrainFactory grains) =>
        TypedResults.Ok(await Task.WhenAll(CycleNames.All.Select(name => grains.GetGrain<ICycleGrain>(name).Get())));

    private static async Task<IResult> Run(string name, HttpContext context, IGrainFactory grains)
    {
        if (!CycleNames.All.Contains(name))
            return Problems.NotFound("name", name);
        var run = await grains.GetGrain<ICycleGrain>(name).RunNow(context.Key().Name);
        await context.AuditAsync(grains, "cycle.run", name, new { run.Occurrence, run.Outcome });
        return TypedResults.Ok(run);
    }
}
