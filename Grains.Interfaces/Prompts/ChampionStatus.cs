using System.Collections.Immutable;

namespace LearningActors.Prompts;

/// <summary>Where a signal's prompts stand.</summary>
/// <param name="Signal">BUY, SELL or HOLD; each has a champion of its own.</param>
/// <param name="Champion">The champion's version.</param>
/// <param name="History">Every move of the champion, oldest first.</param>
/// <param name="Holdout">The holdout of the former champion; it may be over, and wait for its last look.</param>
/// <param name="Experiment">The experiment that has the signal; null for none.</param>
/// <param name="Archived">Versions that lost; they are not tried again.</param>
[GenerateSerializer, Immutable, Alias("ChampionStatus")]
public sealed record ChampionStatus(
    SignalType Signal,
    string Champion,
    ImmutableArray<ChampionChange> History,
    HoldoutShare? Holdout,
    ExperimentClaim? Experiment,
    ImmutableArray<string> Archived
);

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
