using System.Diagnostics;
using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Operations;

/// <summary>Who does something, where that is not the caller: somebody who just signs in.</summary>
internal sealed record Actor(string Name, ActorKind Kind);

/// <summary>
/// Records what a caller does: noted before anything changes, written when it is done. What is refused leaves nothing; what nobody
/// knows the outcome of stays as such.
/// </summary>
internal static class Auditing
{
    private static readonly object s_nothing = new();

    /// <summary>Notes what is begun. An endpoint calls this when the request is read, before it changes anything.</summary>
    /// <param name="context">The request.</param>
    /// <param name="grains">Finds the grains.</param>
    /// <param name="action">Such as <c>experiment.stop</c>.</param>
    /// <param name="subject">What it is done to, as far as that is known.</param>
    /// <param name="actor">Who does it; the caller where that is null.</param>
    internal static async Task BeginAuditAsync(
        this HttpContext context,
        IGrainFactory grains,
        string action,
        string subject,
        Actor? actor = null
    )
    {
        var entry = context.NewAuditEntry(action, subject, actor);
        var trail = grains.GetGrain<IAuditGrain>(IAuditGrain.Key);
        await trail.Begin(entry);
        context.Features.Set(new Begun(trail, entry));
        // Before the caller knows the answer: one who hangs up on a refusal leaves nothing behind.
        context.Response.OnStarting(static state => AbandonAsync((HttpContext)state), context);
    }

    /// <summary>An entry for what writes it in its own transaction, so that nothing has to be begun.</summary>
    /// <param name="context">The request.</param>
    /// <param name="action">Such as <c>import.undo</c>.</param>
    /// <param name="subject">What it is done to.</param>
    /// <param name="actor">Who does it; the caller where that is null.</param>
    internal static AuditEntry NewAuditEntry(this HttpContext context, string action, string subject, Actor? actor = null)
    {
        actor ??= ActorOf(context.Caller());
        return new AuditEntry(
            actor.Name,
            action,
            subject,
            "{}",
            Guid.CreateVersion7(),
            actor.Kind,
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            TraceId: Activity.Current?.TraceId.ToHexString() ?? ""
        );
    }

    /// <summary>Writes that what was begun is done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="detail">Further facts, written as a JSON object.</param>
    /// <param name="before">How the subject was.</param>
    /// <param name="after">How it is from now on.</param>
    /// <param name="subject">What it was done to, where that was not known before.</param>
    internal static async Task AuditAsync(
        this HttpContext context,
        object? detail = null,
        object? before = null,
        object? after = null,
        string? subject = null
    )
    {
        var begun =
            context.Features.Get<Begun>() ?? throw new InvalidOperationException("What is done must have been begun: BeginAuditAsync.");
        await begun.Trail.Write(
            begun.Entry with
            {
                Subject = subject ?? begun.Entry.Subject,
                DetailJson = Json(detail ?? s_nothing),
                BeforeJson = before is null ? null : Json(before),
                AfterJson = after is null ? null : Json(after),
            }
        );
        context.Features.Set<Begun>(null);
    }

    /// <summary>
    /// Forgets what was begun by a request that is answered without having changed anything. Where the request failed, nobody knows
    /// whether it was done, and what was begun stays.
    /// </summary>
    private static Task AbandonAsync(HttpContext context) =>
        context.Features.Get<Begun>() is { } begun && context.Features.Get<IExceptionHandlerFeature>() is null
            ? begun.Trail.Abandon(begun.Entry.Id)
            : Task.CompletedTask;

    private static Actor ActorOf(CallerIdentity caller) =>
        new(caller.Name, caller.Kind == CallerKind.Person ? ActorKind.Person : ActorKind.Key);

    private static string Json(object value) => JsonSerializer.Serialize(value, ApiJson.Options);

    private sealed record Begun(IAuditGrain Trail, AuditEntry Entry);
}
