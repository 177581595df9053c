using Orleans.Concurrency;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentHistoryGrain" />
[StatelessWorker, Reentrant]
public sealed class ExperimentHistoryGrain(IExperimentLedger ledger) : Grain, IExperimentHistoryGrain
{
    /// <inheritdoc />
    public Task<ListPart<Experiment>> List(ExperimentFilter filter, ListRequest<ExperimentSort> request) =>
        ledger.ListAsync(filter, request);
}
