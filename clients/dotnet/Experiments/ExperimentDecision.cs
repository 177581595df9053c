namespace LearningActors.Client;

/// <summary>How an experiment ended. It does not change.</summary>
public sealed record ExperimentDecision
{
    /// <summary>The end. One of <c>promoted</c>, <c>promoted_manually</c>, <c>champion_kept</c>, <c>stopped</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The promoted version; null where the champion stays.</summary>
    public required string? Winner { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rule, or the name of a key.</summary>
    public required string By { get; init; }

    /// <summary>Why, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What the rule made of the last look; null for a person's decision.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>The part of the units that stays with the former champion after a promotion; 0 for none.</summary>
    public required double HoldoutShare { get; init; }

    /// <summary>For so many days at most.</summary>
    public required int HoldoutDays { get; init; }
}
