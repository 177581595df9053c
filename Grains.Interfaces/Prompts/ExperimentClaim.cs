using System.Collections.Immutable;

namespace LearningActors.Prompts;

/// <summary>What prompts know of the experiment that has a signal.</summary>
/// <param name="Id">The experiment.</param>
/// <param name="Revision">Counts the changes of the split; 0 before the first.</param>
/// <param name="Split">How units are assigned; null before it began, and while it is paused.</param>
[GenerateSerializer, Immutable, Alias("ExperimentClaim")]
public sealed record ExperimentClaim(string Id, int Revision, ExperimentSplit? Split);

/// <summary>Whether an experiment got the signal.</summary>
/// <param name="Result">Whether it has the signal now, and if not, what prevents it.</param>
/// <param name="Id">The new experiment, or the one that has the signal; null where the champion is another.</param>
[GenerateSerializer, Immutable, Alias("ClaimAnswer")]
public sealed record ClaimAnswer(ClaimResult Result, string? Id);

/// <summary>The outcome of a claim.</summary>
[GenerateSerializer, Alias("ClaimResult")]
public enum ClaimResult
{
    /// <summary>The signal was free.</summary>
    Granted,

    /// <summary>Another experiment has the signal.</summary>
    Taken,

    /// <summary>The champion is not the one that was named.</summary>
    ChampionChanged,
}

/// <summary>What the end of an experiment means for the champion.</summary>
/// <param name="ExperimentId">The experiment that ended; the same one again changes nothing.</param>
/// <param name="Archived">Versions that are not tried again.</param>
/// <param name="Promotion">The champion from now on; null where the present one stays.</param>
[GenerateSerializer, Immutable, Alias("ExperimentEnd")]
public sealed record ExperimentEnd(string ExperimentId, ImmutableArray<string> Archived, Promotion? Promotion);

/// <summary>A version becomes the champion.</summary>
/// <param name="Version">The version that becomes the champion.</param>
/// <param name="At">When that was decided, UTC.</param>
/// <param name="By">The name of a key, or of a rule.</param>
/// <param name="Kind">Who decided.</param>
/// <param name="Reason">Why, a sentence.</param>
/// <param name="HoldoutShare">The part of the units that stays with the former champion; 0 for none.</param>
/// <param name="HoldoutDays">For so many days.</param>
[GenerateSerializer, Immutable, Alias("Promotion")]
public sealed record Promotion(
    string Version,
    DateTimeOffset At,
    string By,
    ChampionChangeKind Kind,
    string Reason,
    double HoldoutShare,
    int HoldoutDays
);

/// <summary>A promotion that is taken back.</summary>
/// <param name="ExperimentId">The experiment that led to it.</param>
/// <param name="At">When that was decided, UTC.</param>
/// <param name="By">The name of a key, or of a rule.</param>
/// <param name="Kind">Who decided.</param>
/// <param name="Reason">Why, a sentence.</param>
[GenerateSerializer, Immutable, Alias("PromotionRollback")]
public sealed record PromotionRollback(string ExperimentId, DateTimeOffset At, string By, ChampionChangeKind Kind, string Reason);

/// <summary>Whether a promotion was taken back.</summary>
/// <param name="Result">Whether the former champion is back, and if not, what prevents it.</param>
/// <param name="ExperimentId">What has the signal, or made the present champion; null for nothing, and where it was taken back.</param>
[GenerateSerializer, Immutable, Alias("RollbackAnswer")]
public sealed record RollbackAnswer(RollbackResult Result, string? ExperimentId);

/// <summary>The outcome of a rollback.</summary>
[GenerateSerializer, Alias("RollbackResult")]
public enum RollbackResult
{
    /// <summary>The former champion is the champion, now or since an earlier call.</summary>
    RolledBack,

    /// <summary>An experiment compares with the present champion; it must end first.</summary>
    SignalIsTaken,

    /// <summary>The present champion comes from another promotion.</summary>
    NotTheLastPromotion,
}
