using System.Collections.Immutable;
using LearningActors.Alerts;

namespace LearningActors.Experiments;

/// <summary>What an experiment decided, and which effects of that are confirmed. Each change is written whole.</summary>
public sealed record ExperimentState
{
    /// <summary>The experiment; null where it never began.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>The arms' sums by day as they were when it ended; empty while it runs.</summary>
    public ImmutableArray<ArmDay> Days { get; init; } = [];

    /// <summary>Counts the changes of the split.</summary>
    public int Revision { get; init; }

    /// <summary>The last revision that the champion has.</summary>
    public int ConfirmedRevision { get; init; }

    /// <summary>The champion knows how it ended.</summary>
    public bool IsReleased { get; init; }

    /// <summary>Its end is in the ledger.</summary>
    public bool IsFiled { get; init; }

    /// <summary>Its promotion is taken back.</summary>
    public PromotionReversal? Reversal { get; init; }

    /// <summary>What was warned of, by the kind of the alert: each once.</summary>
    public ImmutableArray<AlertKind> Warned { get; init; } = [];

    /// <summary>Alerts that are not yet raised.</summary>
    public ImmutableArray<Alert> Unraised { get; init; } = [];
}

/// <summary>A promotion is taken back, because it turned out worse or because a person wants it.</summary>
/// <param name="At">When that was decided, UTC.</param>
/// <param name="By">The name of a key, or of a rule.</param>
/// <param name="Kind">Who decided.</param>
/// <param name="Reason">Why, a sentence.</param>
/// <param name="IsConfirmed">The champion was taken back.</param>
public sealed record PromotionReversal(DateTimeOffset At, string By, Prompts.ChampionChangeKind Kind, string Reason, bool IsConfirmed);
