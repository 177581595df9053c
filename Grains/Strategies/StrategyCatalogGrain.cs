using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyCatalogGrain" />
[StatelessWorker, Reentrant]
public sealed class StrategyCatalogGrain(IStrategyLedger ledger) : Grain, IStrategyCatalogGrain
{
    /// <inheritdoc />
    public Task<bool> Add(StrategyRule rule) => ledger.AddAsync(rule);

    /// <inheritdoc />
    public Task<StrategyRule?> Change(string id, string? name, string? description, bool? isActive) => ledger.ChangeAsync(id, name, description, isActive);

    /// <inheritdoc />
    public Task<ImmutableArray<StrategyRule>> List() => ledger.ReadAllAsync();
}
