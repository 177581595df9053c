using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="IAuditGrain" />
[StatelessWorker, Reentrant]
public sealed class AuditGrain(IAuditTrail trail) : Grain, IAuditGrain
{
    /// <inheritdoc />
    public Task Write(AuditEntry entry) => trail.WriteAsync(entry);

    /// <inheritdoc />
    public Task<AuditPage> Find(AuditQuery query) => trail.FindAsync(query);
}
