using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="IReadinessGrain" />
[StatelessWorker, Reentrant]
public sealed class ReadinessGrain(IReadiness readiness) : Grain, IReadinessGrain
{
    /// <inheritdoc />
    public Task<bool> IsReady() => readiness.IsReadyAsync();
}
