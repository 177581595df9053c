namespace LearningActors.Client;

/// <summary>How votes on explanations with a factor differ from the rest.</summary>
public sealed record FactorCriticism
{
    /// <summary>The factor's name.</summary>
    public required string Factor { get; init; }

    /// <summary>Positive share of votes on explanations that name it.</summary>
    public required Proportion With { get; init; }

    /// <summary>Positive share of the other votes.</summary>
    public required Proportion Without { get; init; }

    /// <summary>Two-sided Fisher exact test.</summary>
    public required double PValue { get; init; }

    /// <summary>The p-value after Benjamini–Hochberg over all factors tested.</summary>
    public required double QValue { get; init; }

    /// <summary>Rated lower than the rest, with q below 0.05.</summary>
    public required bool OftenCriticised { get; init; }
}
