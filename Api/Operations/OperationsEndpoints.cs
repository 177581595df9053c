using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Operations;

internal static class OperationsEndpoints
{
    private static readonly TextField s_grain = Filter("grain", "a part of the grain's id, kind/key", "cycle/");
    private static readonly TextField s_actor = Filter("actor", "the name of the person or key", "admin");
    private static readonly TextField s_action = Filter("action", "an action, or what stands before its dot", "experiment");
    private static readonly TextField s_subject = Filter("subject", "what it was done to", "BUY-1");
    private static readonly TimeOrDayField s_from = new("from", "from that instant, or UTC day, on") { Example = "2026-03-01" };
    private static readonly TimeOrDayField s_to = new("to", "before that instant, or to the end of that UTC day")
    {
        Example = "2026-03-31T12:00:00Z",
        IsEnd = true,
    };
    private static readonly ListFields<ReminderSort> s_reminders = new("grain", [("grain", ReminderSort.Grain, SortKind.Text)], [s_grain]);
    private static readonly ListFields<AuditSort> s_audit = new(
        "-number",
        [("number", AuditSort.Number, SortKind.Whole)],
        [s_actor, s_action, s_subject, s_from, s_to]
    )
    {
        Id = SortKind.Whole,
    };

    internal static void MapOperations(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/api/admin").WithTags("Operations");
        admin
            .MapGet("/ledger", GetLedger)
            .RequireScope(Scope.Read)
            .WithName("getLedger")
            .WithSummary("How the ledger's writers do on each silo: queue, batches, commit latency.")
            .Produces<ImmutableArray<LedgerFigures>>();
        admin
            .MapGet("/silos", ListSilos)
            .RequireScope(Scope.Read)
            .WithName("listSilos")
            .WithSummary("Every silo in the membership: status, since when, who suspects it, grains, memory and CPU.")
            .Produces<ImmutableArray<SiloReport>>()
            .ProducesProblem(503);
        admin
            .MapGet("/reminders", ListReminders)
            .RequireScope(Scope.Read)
            .WithName("listReminders")
            .WithSummary("The reminders of all grains, with their next tick.")
            .Produces<Page<ReminderStatus>>()
            .WithQuery(s_reminders.Query);
        admin
            .MapGet("/audit", FindAudit)
            .RequireScope(Scope.Operate)
            .WithName("findAuditEntries")
            .WithSummary("Who did what to what.")
            .Produces<Page<AuditItem>>()
            .WithQuery(s_audit.Query);
        admin
            .MapGet(
                "/audit/chain",
                async (IGrainFactory grains) => TypedResults.Ok(await grains.GetGrain<IAuditGrain>(IAuditGrain.Key).Verify())
            )
            .RequireScope(Scope.Operate)
            .WithName("verifyAudit")
            .WithSummary("Computes the hashes of all audit entries anew, and says which is the first that was changed, if one was.")
            .Produces<AuditChain>();
    }

    private static async Task<IResult> GetLedger(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetLedgerFigures());

    private static async Task<IResult> ListSilos(IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).ListSilos());

    private static async Task<IResult> ListReminders(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (grain, request) = (query.Read(s_grain), s_reminders.Read(query));
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_reminders.Answer(query, await grains.GetGrain<IClusterGrain>(IClusterGrain.Key).ListReminders(grain, request));
    }

    private static async Task<IResult> FindAudit(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new AuditFilter(
            query.Read(s_actor),
            query.Read(s_action),
            query.Read(s_subject),
            query.Read(s_from),
            query.Read(s_to)
        );
        var request = s_audit.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var part = await grains.GetGrain<IAuditGrain>(IAuditGrain.Key).List(filter, request);
        return s_audit.Answer(query, new ListPart<AuditItem>([.. part.Items.Select(AuditItem.Of)], part.Next));
    }

    /// <summary>A text by which a list is filtered.</summary>
    private static TextField Filter(string name, string what, string example) => new(name, what, 500) { Example = example };
}

/// <summary>Who did what to what.</summary>
/// <param name="Number">A later entry has a greater one.</param>
/// <param name="At">When.</param>
/// <param name="ActorKind">A person, a key, or the service itself.</param>
/// <param name="Actor">The name of the person or key.</param>
/// <param name="Address">The network address of the request.</param>
/// <param name="Action">Such as <c>experiment.stop</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Outcome">Whether it was done; unknown where the process died that did it.</param>
/// <param name="Detail">Further facts.</param>
/// <param name="Before">How the subject was.</param>
/// <param name="After">How it is from then on.</param>
/// <param name="TraceId">Names the request in logs and traces.</param>
/// <param name="Hash">SHA-256 of the entry and of the hash before it.</param>
internal sealed record AuditItem(
    long Number,
    DateTimeOffset? At,
    ActorKind ActorKind,
    string Actor,
    string Address,
    string Action,
    string Subject,
    AuditOutcome Outcome,
    RawJson Detail,
    RawJson Before,
    RawJson After,
    string TraceId,
    string Hash
)
{
    internal static AuditItem Of(AuditRecord one) =>
        new(
            one.Number,
            one.At,
            one.Kind,
            one.Actor,
            one.Address,
            one.Action,
            one.Subject,
            one.Outcome,
            new RawJson(one.DetailJson),
            new RawJson(one.BeforeJson),
            new RawJson(one.AfterJson),
            one.TraceId,
            one.Hash
        );
}
