using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Alerts;

internal static class AlertEndpoints
{
    private static readonly BoolField s_open = new("open", "only those that nobody has acknowledged") { Default = false, Example = "true" };
    private static readonly ChoiceField<AlertKind> s_kind = new("kind", "what it is about; all where it is not given")
    {
        Example = "promotion",
    };
    private static readonly ListFields<AlertSort> s_list = new(
        "-raised_at",
        [("raised_at", AlertSort.RaisedAt, SortKind.Time), ("kind", AlertSort.Kind, SortKind.Text)],
        [s_open, s_kind]
    );
    private static readonly TextField s_id = new("id", "the alert's id", 300) { IsRequired = true };

    internal static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/api/admin/alerts").WithTags("Alerts");
        alerts
            .MapGet("/", List)
            .RequireScope(Scope.Read)
            .WithName("listAlerts")
            .WithSummary("Alerts and how the notifiers did with them; with open=true those that nobody has acknowledged.")
            .Produces<Page<AlertStatus>>()
            .WithQuery(s_list.Query);
        alerts
            .MapPost("/acknowledge", Acknowledge)
            .IsRepeatable()
            .RequireScope(Scope.Decide, Scope.Operate)
            .WithName("acknowledgeAlert")
            .WithSummary("Notes that somebody has seen an alert.")
            .Produces(200)
            .ProducesProblem(404)
            .WithBody(new BodySchema("Acknowledgement", s_id), """{"id": "promotion/BUY-1"}""");
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new AlertFilter(query.Read(s_open) ?? false, query.Read(s_kind));
        var request = s_list.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).List(filter, request));
    }

    private static async Task<IResult> Acknowledge(HttpContext context, IGrainFactory grains)
    {
        var (id, problem) = await JsonBody.ReadObjectAsync(context, fields => fields.Read(s_id));
        if (id is null)
            return problem!;
        await context.BeginAuditAsync(grains, "alert.acknowledge", id);
        if (!await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Acknowledge(id, context.Caller().Name))
            return Problems.NotFound("id", id);
        await context.AuditAsync();
        return TypedResults.Ok();
    }
}
