using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Operations;

/// <summary>Whether the process lives, and whether it can work.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    internal static void MapHealth(this IEndpointRouteBuilder api)
    {
        api.MapGet("/health/live", () => TypedResults.Ok())
            .AllowAnonymous()
            .WithTags("Operations")
            .WithName("getLiveness")
            .WithSummary("The process answers.");
        api.MapGet("/health/ready", IsReady)
            .AllowAnonymous()
            .WithTags("Operations")
            .WithName("getReadiness")
            .WithSummary("The process can do its work: a silo answers, and its database.");
    }

    private static async Task<IResult> IsReady(HttpContext context, IGrainFactory grains)
    {
        if (context.RequestServices.GetService<ICallersKnown>() is { AreKnown: false })
            return Problems.NotConnected(context);
        try
        {
            return await grains.GetGrain<IReadinessGrain>(IReadinessGrain.Key).IsReady().WaitAsync(s_patience, context.RequestAborted)
                ? TypedResults.Ok()
                : Problems.Unavailable(context, "The database does not answer, or takes nothing.", "Not ready.");
        }
        catch (TimeoutException)
        {
            return Problems.Unavailable(context, $"No answer within {s_patience}.", "Not ready.");
        }
    }
}
