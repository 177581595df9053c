using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="ISiloGrain" />
[StatelessWorker, Reentrant]
public sealed class SiloGrain(ISiloServices silo) : Grain, ISiloGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<LedgerFigures>> GetLedgerFigures() => Task.FromResult(silo.LedgerFigures);

    /// <inheritdoc />
    public Task<ImmutableArray<ApiKey>> GetApiKeys() => silo.ReadApiKeysAsync();

    /// <inheritdoc />
    public Task<bool> IsReady() => silo.IsReadyAsync();

    /// <inheritdoc />
    public Task Audit(AuditEntry entry) => silo.AuditAsync(entry);
}
