using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentHistoryGrain" />
[StatelessWorker, Reentrant]
public sealed class ExperimentHistoryGrain(IExperimentLedger ledger) : Grain, IExperimentHistoryGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<Experiment>> List(int max) => ledger.ReadHistoryAsync(max);
}
