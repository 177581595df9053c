using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Alerts;

internal static class AlertEndpoints
{
    private static readonly BoolField s_open = new("open", "only those that nobody has acknowledged, and whose kind is not muted")
    {
        Default = false,
        Example = "true",
    };
    private static readonly ChoiceField<AlertKind> s_kind = new("kind", "what it is about; all where it is not given")
    {
        Example = "promotion",
    };
    private static readonly ListFields<AlertSort> s_list = new(
        "-raised_at",
        [("raised_at", AlertSort.RaisedAt, SortKind.Time), ("kind", AlertSort.Kind, SortKind.Text)],
        [s_open, s_kind]
    );
    private static readonly ChoiceField<AlertKind> s_muted = new("kind", "which alerts") { IsRequired = true };
    private static readonly IntField s_hours = new("hours", "for how many hours", 1, 720) { IsRequired = true };
    private static readonly TextField s_reason = new("reason", "why", 500) { IsRequired = true };
    private static readonly TextField s_id = new("id", "the alert's id", 300) { IsRequired = true };

    internal static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/api/admin/alerts").WithTags("Alerts");
        alerts
            .MapGet("/", List)
            .RequireScope(Scope.Read)
            .WithName("listAlerts")
            .WithSummary(
                "Alerts and how the notifiers did with them; with open=true those that nobody has acknowledged and whose kind is not muted."
            )
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
        alerts
            .MapGet("/mutes", ListMutes)
            .RequireScope(Scope.Read)
            .WithName("listAlertMutes")
            .WithSummary("The kinds of alerts that are muted now.")
            .Produces<ImmutableArray<AlertMute>>();
        alerts
            .MapPost("/mute", Mute)
            .IsRepeatable()
            .RequireScope(Scope.Decide, Scope.Operate)
            .WithName("muteAlerts")
            .WithSummary(
                "Mutes a kind of alert for a while, in place of an earlier mute of it: such alerts are recorded, and neither sent nor "
                    + "counted as open."
            )
            .Produces<AlertMute>()
            .WithBody(
                new BodySchema("Mute", s_muted, s_hours, s_reason),
                """{"kind": "budget", "hours": 24, "reason": "The budget is raised on Monday."}"""
            );
        alerts
            .MapPost("/unmute", Unmute)
            .IsRepeatable()
            .RequireScope(Scope.Decide, Scope.Operate)
            .WithName("unmuteAlerts")
            .WithSummary("Ends a mute: alerts of the kind are sent again, and those that were raised meanwhile are open.")
            .Produces(200)
            .ProducesProblem(404)
            .WithBody(new BodySchema("Unmute", s_muted), """{"kind": "budget"}""");
    }

    private static async Task<IResult> ListMutes(IGrainFactory grains) => TypedResults.Ok(await Grain(grains).Mutes());

    private static async Task<IResult> Mute(HttpContext context, IGrainFactory grains)
    {
        var (mute, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
                (fields.Read(s_muted), fields.Read(s_hours), fields.Read(s_reason)) is ({ } kind, { } hours, { } reason)
                    ? new
                    {
                        kind,
                        hours,
                        reason,
                    }
                    : null
        );
        if (mute is null)
            return problem!;
        await context.BeginAuditAsync(grains, "alert.mute", ChoiceField<AlertKind>.Word(mute.kind));
        var muted = await Grain(grains).Mute(mute.kind, TimeSpan.FromHours(mute.hours), mute.reason, context.Caller().Name);
        await context.AuditAsync(new { mute.hours, mute.reason }, after: new { muted.MutedUntil });
        return TypedResults.Ok(muted);
    }

    private static async Task<IResult> Unmute(HttpContext context, IGrainFactory grains)
    {
        var (unmute, problem) = await JsonBody.ReadObjectAsync(context, fields => fields.Read(s_muted) is { } kind ? new { kind } : null);
        if (unmute is null)
            return problem!;
        await context.BeginAuditAsync(grains, "alert.unmute", ChoiceField<AlertKind>.Word(unmute.kind));
        if (!await Grain(grains).Unmute(unmute.kind))
            return Problems.NotFound(s_muted.Name, ChoiceField<AlertKind>.Word(unmute.kind));
        await context.AuditAsync();
        return TypedResults.Ok();
    }

    private static IAlertsGrain Grain(IGrainFactory grains) => grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key);

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new AlertFilter(query.Read(s_open) ?? false, query.Read(s_kind));
        var request = s_list.Read(query);
        return query.Errors.Any ? query.Errors.ToResult() : s_list.Answer(query, await Grain(grains).List(filter, request));
    }

    private static async Task<IResult> Acknowledge(HttpContext context, IGrainFactory grains)
    {
        var (id, problem) = await JsonBody.ReadObjectAsync(context, fields => fields.Read(s_id));
        if (id is null)
            return problem!;
        await context.BeginAuditAsync(grains, "alert.acknowledge", id);
        if (!await Grain(grains).Acknowledge(id, context.Caller().Name))
            return Problems.NotFound("id", id);
        await context.AuditAsync();
        return TypedResults.Ok();
    }
}
