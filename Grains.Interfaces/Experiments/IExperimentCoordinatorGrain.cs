using Orleans.Concurrency;

namespace LearningActors.Experiments;

/// <summary>
/// Starts the experiments of a signal one after the other, and finds the one that runs. What it does for a signal, it does in turn.
/// Key: the signal as text, such as <c>BUY</c>.
/// </summary>
[Alias("IExperimentCoordinatorGrain")]
public interface IExperimentCoordinatorGrain : IGrainWithStringKey
{
    /// <summary>The experiment that runs or is paused, with figures of now; null for none.</summary>
    [Alias("Report"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<ExperimentReport?> Report();

    /// <summary>Starts an experiment, unless one has the signal. A start that was interrupted is finished or undone first.</summary>
    [Alias("Start"), ResponseTimeout("00:02:00")]
    Task<StartedExperiment> Start(ExperimentPlan plan);

    /// <summary>Lets the experiment that has the signal decide, if it is ready. Once for each occurrence.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Decide"), ResponseTimeout("00:02:00")]
    Task<string> Decide(string occurrence);

    /// <summary>Looks after the last promotion, while a part of the units stays with the former champion, and after what runs.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Watch"), ResponseTimeout("00:02:00")]
    Task<string> Watch(string occurrence);

    /// <summary>Makes the former champion the champion again, and stops what runs.</summary>
    [Alias("Rollback"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Rollback(string by, string reason);
}

/// <summary>An experiment that was started, or why not.</summary>
[GenerateSerializer, Immutable, Alias("StartedExperiment")]
public sealed record StartedExperiment(string? Id, ExperimentRefusal? Refusal);
