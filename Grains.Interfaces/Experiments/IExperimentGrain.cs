using Orleans.Concurrency;

namespace LearningActors.Experiments;

/// <summary>
/// An experiment, from its plan to long after its end. Key: its id, such as <c>BUY-3</c>.
/// </summary>
/// <remarks>
/// It decides, and its decision stands when it is written. What follows for the champion, the record of the end and the alerts
/// are effects: each can be repeated, and is until it is confirmed.
/// </remarks>
[Alias("IExperimentGrain")]
public interface IExperimentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts it; only for <see cref="IExperimentCoordinatorGrain"/>, which has claimed the signal for it. Starting again changes nothing.
    /// </summary>
    /// <param name="plan">A plan that was checked; its first arm is the champion.</param>
    /// <param name="level">The one-sided level that its challengers share.</param>
    /// <returns>Why it does not run: it has lost the signal meanwhile.</returns>
    [Alias("Start"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Start(ExperimentPlan plan, double level);

    /// <summary>The experiment, or null where there never was one of this id.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<Experiment?> Get();

    /// <summary>
    /// The experiment with its figures: those of now while it runs, those of its decision afterwards. Null where there never was one.
    /// </summary>
    [Alias("Report"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<ExperimentReport?> Report();

    /// <summary>Its challengers against the champion within parts of what it counted; null where there never was one of this id.</summary>
    [Alias("Breakdown"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<ExperimentBreakdown?> Breakdown(BreakdownBy by);

    /// <summary>Ends it with this arm as the champion; a person's decision.</summary>
    [Alias("Promote"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Promote(string version, string by, string reason);

    /// <summary>Ends it; the champion stays, and the arms may be tried again.</summary>
    [Alias("Stop"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Stop(string by, string reason);

    /// <summary>Sends all units to the champion until <see cref="Resume"/>. Nothing is decided meanwhile.</summary>
    [Alias("Pause"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Pause(string by, string reason);

    /// <summary>Goes on after <see cref="Pause"/>, with the arms that were not dropped.</summary>
    [Alias("Resume"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Resume(string by);

    /// <summary>Takes back the promotion that this experiment made, where it is the last one, and stops what runs for the signal.</summary>
    [Alias("Rollback"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> Rollback(string by, string reason);

    /// <summary>The same as <see cref="Rollback"/>, by a rule and not by a person.</summary>
    [Alias("TakeBack"), ResponseTimeout("00:02:00")]
    Task<ExperimentRefusal?> TakeBack(string rule, string reason);

    /// <summary>Looks at the figures of the closed days and decides by the rule, if it is ready. Once for each occurrence.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Decide"), ResponseTimeout("00:02:00")]
    Task<string> Decide(string occurrence);

    /// <summary>
    /// Looks after it, once a day. While it runs: the sample ratio, arms that are clearly worse, and the rule that may decide at any
    /// time. After a promotion: whether the new champion turned out worse than the former one beside it.
    /// </summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Watch"), ResponseTimeout("00:02:00")]
    Task<string> LookAfter(string occurrence);

    /// <summary>Repeats the effects that are not confirmed. Gives the signal back where the experiment never began.</summary>
    /// <returns>Whether it has the signal: it runs, or is paused.</returns>
    [Alias("Confirm"), ResponseTimeout("00:02:00")]
    Task<bool> Confirm();
}
