using Orleans.Concurrency;

namespace LearningActors.FineTuning;

/// <summary>
/// A model that a job made: tests it, compares it with each signal's champion, and takes it back where it turns out worse. Key: its
/// name, such as <c>tuned-4fa2c1d0-1</c>.
/// </summary>
[Alias("ITunedModelGrain")]
public interface ITunedModelGrain : IGrainWithStringKey
{
    /// <summary>Registers it; only for <see cref="ITuningJobGrain"/>. Registering again changes nothing.</summary>
    [Alias("Register"), ResponseTimeout("00:02:00")]
    Task<TunedModel> Register(TuningPlan plan, string providerModel);

    /// <summary>The model with the figures of its comparisons; null where there is none of this name.</summary>
    [Alias("Report"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<TunedModelReport?> Report();

    /// <summary>Goes on with what can be done now; answers when that is done. Its reminder does so each minute.</summary>
    [Alias("Advance"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<TunedModel?> Advance();

    /// <summary>Starts the comparison for a signal, where it waits for it and the signal is free.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="by">The cycle's occurrence.</param>
    /// <returns>What was started, a sentence; null for nothing.</returns>
    [Alias("StartComparison"), ResponseTimeout("00:02:00")]
    Task<string?> StartComparison(SignalType signal, string by);
}
