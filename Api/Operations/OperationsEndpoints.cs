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
    internal static void MapOperations(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/api/admin").WithTags("Operations");
        admin
            .MapGet("/ledger", GetLedger)
            .RequireScope(Scopes.Read)
            .WithSummary("How the ledger's writers do on each silo: queue, batches, commit latency.")
            .Produces<ImmutableArray<LedgerFigures>>();
        admin
            .MapGet("/silos", ListSilos)
            .RequireScope(Scopes.Read)
            .WithSummary("Every silo in the membership: status, since when, who suspects it, grains, memory and CPU.")
            .Produces<ImmutableArray<SiloReport>>()
            .ProducesProblem(503);
        admin
            .MapGet("/reminders", ListReminders)
            .RequireScope(Scopes.Read)
            .WithSummary("The reminders of all grains, with their next tick.")
            .Produces<Page<ReminderStatus>>()
            .ProducesProblem(400)
            .WithQuery("grain", "cycle/", "A part of the grain's id, kind/key.")
            .WithPage("due@cycle/outcomes");
        admin
            .MapGet("/audit", FindAudit)
            .RequireScope(Scopes.Admin)
            .WithSummary("Who did what to what, the newest first.")
            .Produces<Page<AuditItem>>()
            .ProducesProblem(400)
            .WithQuery("actor", "admin", "The name of the key.")
            .WithQuery("action", "experiment", "An action, or what stands before its dot.")
            .WithQuery("subject", "BUY-1", "What it was done to.")
            .WithQuery("from", "2026-03-01", "From that instant, or UTC day, on.")
            .WithQuery("to", "2026-03-31T12:00:00Z", "Before that instant, or to the end of that UTC day.")
            .WithPage("4711");
    }

    /// <summary>Describes <c>limit</c> and <c>cursor</c>.</summary>
    internal static RouteHandlerBuilder WithPage(this RouteHandlerBuilder endpoint, string cursor) =>
        endpoint
            .WithQuery("limit", "100", $"How many, 1 to {Paging.Most}.")
            .WithQuery("cursor", cursor, "The answer's next_cursor, for the page after it.");

    private static async Task<IResult> GetLedger(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetLedgerFigures());

    private static async Task<IResult> ListSilos(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).ListSilos());

    private static async Task<IResult> ListReminders(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (grain, after, limit) = (query.Text("grain", Paging.LongestKey), query.Text("cursor", Paging.LongestKey * 2), query.Limit());
        var place = after is null ? null : ReminderPlace.Parse(after);
        if (after is not null && place is null)
            query.Errors.Add("cursor", $"Expected the answer's next_cursor, not '{after}'.");
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var page = await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).ListReminders(new ReminderQuery(grain, place, limit));
        return TypedResults.Ok(new Page<ReminderStatus>(page.Reminders, page.Next?.ToString()));
    }

    private static async Task<IResult> FindAudit(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var asked = new AuditQuery(
            query.Text("actor", Paging.LongestKey),
            query.Text("action", Paging.LongestKey),
            query.Text("subject", Paging.LongestKey),
            query.TimeOrDay("from"),
            query.TimeOrDay("to", endOfDay: true),
            query.Long("cursor", 1),
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
                page.Next?.ToString(CultureInfo.InvariantCulture)
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
