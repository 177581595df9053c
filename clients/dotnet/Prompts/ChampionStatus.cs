namespace LearningActors.Client;

/// <summary>Where a signal's prompts stand.</summary>
public sealed record ChampionStatus
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The champion's version.</summary>
    public required string Champion { get; init; }

    /// <summary>Every move of the champion, oldest first.</summary>
    public required IReadOnlyList<ChampionChange> History { get; init; }

    /// <summary>The holdout of the former champion.</summary>
    public required HoldoutShare? Holdout { get; init; }

    /// <summary>What runs.</summary>
    public required ExperimentClaim? Experiment { get; init; }

    /// <summary>Versions that lost; they are not tried again.</summary>
    public required IReadOnlyList<string> Archived { get; init; }
}
