using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Operations;

internal static class OperationsEndpoints
{
    internal static void MapOperations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/admin/ledger", GetLedger).RequireScope(Scopes.Read).WithTags("Operations")
            .WithSummary("How this silo's ledger does: queue, batches, commit latency.").Produces<IReadOnlyList<LedgerFigures>>();
        api.MapGet("/api/admin/grains", GetGrains).RequireScope(Scopes.Read).WithTags("Operations")
            .WithSummary("Activations by grain type and silo.").Produces<IReadOnlyList<GrainCount>>();
    }

    private static async Task<IResult> GetLedger(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<ISiloGrain>(ISiloGrain.Key).GetLedgerFigures());

    private static async Task<IResult> GetGrains(IGrainFactory grains)
    {
        var counts = await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        return TypedResults.Ok(counts
            .OrderByDescending(count => count.ActivationCount)
            .Select(count => new GrainCount(count.GrainType, count.SiloAddress.ToString(), count.ActivationCount)).ToArray());
    }

}

/// <summary>Activations of a grain type on a silo.</summary>
internal sealed record GrainCount(string GrainType, string Silo, int Activations);
