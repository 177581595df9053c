using LearningActors.Experiments;

namespace LearningActors.FineTuning;

/// <summary>Gives a free signal to the newest tuned model that waits for it.</summary>
public sealed class NextModel(IFineTuningLedger ledger) : INextExperiment
{
    /// <inheritdoc />
    public async Task<string?> StartAsync(SignalType signal, string occurrence, IGrainFactory grains)
    {
        var waiting = (await ledger.ReadModelsAsync()).LastOrDefault(model =>
            model.Status == TunedModelStatus.Ready && TunedModelProgress.Of(model, signal).Status == ComparisonStatus.Waiting
        );
        return waiting is null ? null : await grains.GetGrain<ITunedModelGrain>(waiting.Name).StartComparison(signal, occurrence);
    }
}
