using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="IAuditGrain" />
[StatelessWorker, Reentrant]
public sealed class AuditGrain(IAuditTrail trail) : Grain, IAuditGrain
{
    /// <inheritdoc />
    public Task Write(AuditEntry entry) => trail.WriteAsync(entry);

    /// <inheritdoc />
    public Task<ListPart<AuditRecord>> List(AuditFilter filter, ListRequest<AuditSort> request) => trail.ListAsync(filter, request);
}
