using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Alerts;

internal static class AlertEndpoints
{
    private const int MostListed = 200;
    private static readonly BoolField s_open = new("open", "only those that nobody has acknowledged") { Default = false, Example = "true" };
    private static readonly TextField s_id = new("id", "the alert's id", 300) { IsRequired = true };

    internal static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/api/admin/alerts").WithTags("Alerts");
        alerts
            .MapGet("/", List)
            .RequireScope(Scopes.Read)
            .WithName("listAlerts")
            .WithSummary("The last alerts and how the notifiers did with them; with open=true those that nobody has acknowledged.")
            .Produces<Page<AlertStatus>>()
            .WithQuery(s_open);
        alerts
            .MapPost("/acknowledge", Acknowledge)
            .IsRepeatable()
            .RequireScope(Scopes.Admin)
            .WithName("acknowledgeAlert")
            .WithSummary("Notes that somebody has seen an alert.")
            .Produces(200)
            .ProducesProblem(404)
            .WithBody(new BodySchema("Acknowledgement", s_id), """{"id": "promotion/BUY-1"}""");
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var openOnly = query.Read(s_open) ?? false;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return TypedResults.Ok(
            new Page<AlertStatus>(await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).List(openOnly, MostListed), null)
        );
    }

    private static async Task<IResult> Acknowledge(HttpContext context, IGrainFactory grains)
    {
        var (id, problem) = await JsonBody.ReadObjectAsync(context, fields => fields.Read(s_id));
        if (id is null)
            return problem!;
        if (!await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Acknowledge(id, context.Key().Name))
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "alert.acknowledge", id, new { });
        return TypedResults.Ok();
    }
}
