using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Alerts;

internal static class AlertEndpoints
{
    private const int MostListed = 200;
    private const long Limit = 16 * 1024;

    internal static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/api/admin/alerts").WithTags("Alerts");
        alerts
            .MapGet("/", List)
            .RequireScope(Scopes.Read)
            .WithSummary("The last alerts and how the notifiers did with them; with open=true those that nobody has acknowledged.")
            .Produces<Page<AlertStatus>>()
            .ProducesProblem(400);
        alerts
            .MapPost("/acknowledge", Acknowledge)
            .IsRepeatable()
            .RequireScope(Scopes.Admin)
            .WithSummary("Notes that somebody has seen an alert.")
            .Accepts<JsonElement>("application/json")
            .Produces(200)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithExample("""{"id": "promotion/BUY-1"}""");
    }

    private static async Task<IResult> List(string? open, IGrainFactory grains)
    {
        var openOnly = false;
        if (open is not null && !bool.TryParse(open, out openOnly))
            return Problems.BadField("open", "Expected true or false.");
        return TypedResults.Ok(
            new Page<AlertStatus>(await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).List(openOnly, MostListed), null)
        );
    }

    private static async Task<IResult> Acknowledge(HttpContext context, IGrainFactory grains)
    {
        var (id, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields =>
            {
                fields.Require("id", "the alert's id");
                return fields.Text("id", 300);
            }
        );
        if (id is null)
            return problem!;
        if (!await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Acknowledge(id, context.Key().Name))
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "alert.acknowledge", id, new { });
        return TypedResults.Ok();
    }
}
