using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Operations;

/// <summary>Records what the holder of a key did.</summary>
internal static class Auditing
{
    /// <summary>Adds an entry to the audit trail.</summary>
    /// <param name="context">The request, whose key is the actor.</param>
    /// <param name="grains">Finds the grains.</param>
    /// <param name="action">Such as <c>experiment.stop</c>.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="detail">Further facts, written as a JSON object.</param>
    internal static Task AuditAsync(this HttpContext context, IGrainFactory grains, string action, string subject, object detail) =>
        grains
            .GetGrain<IAuditGrain>(IAuditGrain.Key)
            .Write(
                new AuditEntry(
                    context.Key().Name,
                    action,
                    subject,
                    JsonSerializer.Serialize(detail, ApiJson.Options),
                    Guid.CreateVersion7()
                )
            );
}
