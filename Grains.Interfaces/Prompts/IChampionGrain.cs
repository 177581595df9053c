using System.Collections.Immutable;
using LearningActors.Experiments;
using Orleans.Concurrency;

namespace LearningActors.Prompts;

/// <summary>
/// Decides which prompt a signal uses: its champion, the experiment that challenges it, and the holdout after a promotion.
/// Key: the signal as text, such as <c>BUY</c>.
/// </summary>
[Alias("IChampionGrain")]
public interface IChampionGrain : IGrainWithStringKey
{
    /// <summary>How units are assigned now.</summary>
    [Alias("GetRouting"), AlwaysInterleave]
    Task<PromptRouting> GetRouting();

    /// <summary>The champion, how it came to be, and what runs.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<ChampionStatus> Get();

    /// <summary>The running experiment with its figures; null where none runs.</summary>
    [Alias("Report"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<ExperimentReport?> Report();

    /// <summary>Starts an experiment.</summary>
    [Alias("Start")]
    Task<StartedExperiment> Start(ExperimentPlan plan);

    /// <summary>Ends the experiment with this arm as the champion; a person's decision.</summary>
    [Alias("Promote"), ResponseTimeout("00:02:00")]
    Task<Refusal?> Promote(string experimentId, string version, string by, string reason);

    /// <summary>Ends the experiment; the champion stays.</summary>
    [Alias("Stop"), ResponseTimeout("00:02:00")]
    Task<Refusal?> Stop(string experimentId, string by, string reason);

    /// <summary>Sends all units to the champion until <see cref="Resume"/>.</summary>
    [Alias("Pause")]
    Task<Refusal?> Pause(string experimentId, string by, string reason);

    /// <summary>Goes on with a paused experiment.</summary>
    [Alias("Resume")]
    Task<Refusal?> Resume(string experimentId, string by);

    /// <summary>Makes the former champion the champion again, and ends what runs.</summary>
    /// <param name="experimentId">The promotion that is taken back must be this experiment's; null for whichever was the last change.</param>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why.</param>
    [Alias("Rollback"), ResponseTimeout("00:02:00")]
    Task<Refusal?> Rollback(string? experimentId, string by, string reason);

    /// <summary>Looks at the running experiment and decides, if it is ready. Once for each occurrence.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Decide"), ResponseTimeout("00:02:00")]
    Task<string> Decide(string occurrence);

    /// <summary>
    /// Looks after what runs, once a day: the sample ratio, arms that are clearly worse, the rule that may decide at any time,
    /// and whether the last promotion turned out worse.
    /// </summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("Watch"), ResponseTimeout("00:02:00")]
    Task<string> Watch();
}

/// <summary>A move of the champion.</summary>
/// <param name="Version">The champion from then on.</param>
/// <param name="Former">The champion before; null for the first.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">The name of a key, or of a rule.</param>
/// <param name="Kind">How it came about.</param>
/// <param name="Reason">Why, a sentence.</param>
/// <param name="ExperimentId">The experiment that led to it.</param>
[GenerateSerializer, Immutable, Alias("ChampionChange")]
public sealed record ChampionChange(
    string Version,
    string? Former,
    DateTimeOffset At,
    string By,
    ChampionChangeKind Kind,
    string Reason,
    string? ExperimentId
);

/// <summary>How a champion came to be.</summary>
[GenerateSerializer, Alias("ChampionChangeKind")]
public enum ChampionChangeKind
{
    /// <summary>A decision rule promoted it.</summary>
    Promotion,

    /// <summary>A person promoted it.</summary>
    ManualPromotion,

    /// <summary>A person went back to it.</summary>
    Rollback,

    /// <summary>The promotion after it turned out worse.</summary>
    AutomaticRollback,
}

/// <summary>Where a signal's prompts stand.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Champion">The champion's version.</param>
/// <param name="History">Every move of the champion, oldest first.</param>
/// <param name="Holdout">The holdout of the former champion.</param>
/// <param name="Experiment">What runs.</param>
/// <param name="Archived">Versions that lost; they are not tried again.</param>
[GenerateSerializer, Immutable, Alias("ChampionStatus")]
public sealed record ChampionStatus(
    SignalType Signal,
    string Champion,
    ImmutableArray<ChampionChange> History,
    HoldoutShare? Holdout,
    Experiment? Experiment,
    ImmutableArray<string> Archived
);
