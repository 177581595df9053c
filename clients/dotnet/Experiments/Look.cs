namespace LearningActors.Client;

/// <summary>What was seen at a look; with the experiment's design, all that a decision follows from.</summary>
public sealed record Look
{
    /// <summary>What made it: the cycle's occurrence.</summary>
    public required string Occurrence { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day that counts.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>The sums since the start, in the order of the arms.</summary>
    public required IReadOnlyList<ArmFigures> Arms { get; init; }
}
