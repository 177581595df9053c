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

    /// <summary>What follows from the experiments of the signal that ended.</summary>
    [Alias("Stream"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<ExperimentStream> Stream();

    /// <summary>Starts an experiment, unless one has the signal. A start that was interrupted is finished or undone first.</summary>
    [Alias("Start"), ResponseTimeout("00:02:00")]
    Task<StartedExperiment> Start(ExperimentPlan plan);

    /// <summary>What a plan would need at the traffic of the last weeks. Nothing is started.</summary>
    [Alias("Forecast"), ResponseTimeout("00:02:00")]
    Task<ForecastAnswer> Forecast(ExperimentPlan plan);

    /// <summary>Ends the comparison of the last promotion with the champion before it: the promotion stands.</summary>
    [Alias("EndHoldout"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> EndHoldout();

    /// <summary>Lets the experiment that has the signal decide, if it is ready. Once for each occurrence.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Decide"), ResponseTimeout("00:02:00")]
    Task<string> Decide(string occurrence);

    /// <summary>Looks after the last promotion, while a part of the units stays with the former champion, and after what runs.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Watch"), ResponseTimeout("00:02:00")]
    Task<string> LookAfter(string occurrence);

    /// <summary>Makes the former champion the champion again, and stops what runs.</summary>
    [Alias("Rollback"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Rollback(string by, string reason);
}

/// <summary>An experiment that was started, or why not.</summary>
/// <param name="Id">Its id; null where it was not started.</param>
/// <param name="Refusal">Why not.</param>
/// <param name="Forecast">What it is expected to need.</param>
[GenerateSerializer, Immutable, Alias("StartedExperiment")]
public sealed record StartedExperiment(string? Id, ExperimentRefusal? Refusal, ExperimentForecast? Forecast = null);
