using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Http;
using LearningActors.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Operations;

internal static class OperationsEndpoints
{
    private static readonly TextField s_grain = Paging.Text("grain", "a part of the grain's id, kind/key", "cycle/");
    private static readonly TextField s_actor = Paging.Text("actor", "the name of the key", "admin");
    private static readonly TextField s_action = Paging.Text("action", "an action, or what stands before its dot", "experiment");
    private static readonly TextField s_subject = Paging.Text("subject", "what it was done to", "BUY-1");
    private static readonly TimeOrDayField s_from = new("from", "from that instant, or UTC day, on") { Example = "2026-03-01" };
    private static readonly TimeOrDayField s_to = new("to", "before that instant, or to the end of that UTC day")
    {
        Example = "2026-03-31T12:00:00Z",
        IsEnd = true,
    };

    internal static void MapOperations(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/api/admin").WithTags("Operations");
        admin
            .MapGet("/ledger", GetLedger)
            .RequireScope(Scopes.Read)
            .WithName("getLedger")
            .WithSummary("How the ledger's writers do on each silo: queue, batches, commit latency.")
            .Produces<ImmutableArray<LedgerFigures>>();
        admin
            .MapGet("/silos", ListSilos)
            .RequireScope(Scopes.Read)
            .WithName("listSilos")
            .WithSummary("Every silo in the membership: status, since when, who suspects it, grains, memory and CPU.")
            .Produces<ImmutableArray<SiloReport>>()
            .ProducesProblem(503);
        admin
            .MapGet("/reminders", ListReminders)
            .RequireScope(Scopes.Read)
            .WithName("listReminders")
            .WithSummary("The reminders of all grains, with their next tick.")
            .Produces<Page<ReminderStatus>>()
            .WithQuery(s_grain, Paging.MaxItems, Paging.Cursor);
        admin
            .MapGet("/audit", FindAudit)
            .RequireScope(Scopes.Admin)
            .WithName("findAuditEntries")
            .WithSummary("Who did what to what, the newest first.")
            .Produces<Page<AuditItem>>()
            .WithQuery(s_actor, s_action, s_subject, s_from, s_to, Paging.MaxItems, Paging.Cursor);
    }

    private static async Task<IResult> GetLedger(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetLedgerFigures());

    private static async Task<IResult> ListSilos(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).ListSilos());

    private static async Task<IResult> ListReminders(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (grain, cursor, limit) = (query.Read(s_grain), query.Read(Paging.Cursor), query.Limit());
        var place = cursor is null ? null : ReminderPlace.Parse(Cursor.Read(cursor) ?? "");
        if (cursor is not null && place is null)
            query.Errors.Add(Paging.Cursor.Name, Paging.NoCursor);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var page = await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).ListReminders(new ReminderQuery(grain, place, limit));
        return TypedResults.Ok(new Page<ReminderStatus>(page.Reminders, Cursor.Of(page.Next?.ToString())));
    }

    private static async Task<IResult> FindAudit(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var cursor = query.Read(Paging.Cursor);
        var after = 0L;
        if (cursor is not null && !long.TryParse(Cursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out after))
            query.Errors.Add(Paging.Cursor.Name, Paging.NoCursor);
        var asked = new AuditQuery(
            query.Read(s_actor),
            query.Read(s_action),
            query.Read(s_subject),
            query.Read(s_from),
            query.Read(s_to),
            cursor is null ? null : after,
            query.Limit()
        );
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var page = await grains.GetGrain<IAuditGrain>(IAuditGrain.Key).Find(asked);
        return TypedResults.Ok(
            new Page<AuditItem>(
                [
                    .. page.Entries.Select(one => new AuditItem(
                        one.Number,
                        one.At,
                        one.Actor,
                        one.Action,
                        one.Subject,
                        new RawJson(one.DetailJson)
                    )),
                ],
                Cursor.Of(page.Next?.ToString(CultureInfo.InvariantCulture))
            )
        );
    }
}

/// <summary>Who did what to what.</summary>
/// <param name="Number">A later entry has a greater one.</param>
/// <param name="At">When.</param>
/// <param name="Actor">The name of the key.</param>
/// <param name="Action">Such as <c>experiment.stop</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Detail">Further facts.</param>
internal sealed record AuditItem(long Number, DateTimeOffset? At, string Actor, string Action, string Subject, RawJson Detail);
