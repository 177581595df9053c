using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="IAuditGrain" />
[StatelessWorker, Reentrant]
public sealed class AuditGrain(IAuditTrail trail) : Grain, IAuditGrain
{
    /// <inheritdoc />
    public Task Begin(AuditEntry entry) => trail.BeginAsync(entry);

    /// <inheritdoc />
    public Task Abandon(Guid id) => trail.AbandonAsync(id);

    /// <inheritdoc />
    public Task<AuditChain> Verify() => trail.VerifyAsync();

    /// <inheritdoc />
    public Task Write(AuditEntry entry) => trail.WriteAsync(entry);

    /// <inheritdoc />
    public Task<ListPart<AuditRecord>> List(AuditFilter filter, ListRequest<AuditSort> request) => trail.ListAsync(filter, request);
}
