namespace LearningActors.Client;

/// <summary>A challenger against the champion.</summary>
public sealed record Comparison
{
    /// <summary>The challenger.</summary>
    public required string Version { get; init; }

    /// <summary>Challenger less champion, in the metric's unit; null without data.</summary>
    public required double? Difference { get; init; }

    /// <summary>The lower end of the 95 % confidence sequence around it; valid at every look.</summary>
    public required double? Lower { get; init; }

    /// <summary>Its upper end.</summary>
    public required double? Upper { get; init; }

    /// <summary>The standardised difference; positive is better.</summary>
    public required double Z { get; init; }

    /// <summary>One-sided, of this look alone.</summary>
    public required double PValue { get; init; }

    /// <summary>After Holm over the challengers.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Information so far over the planned one; null outside the group-sequential rule.</summary>
    public required double? InformationFraction { get; init; }

    /// <summary>The z that must be reached now; null outside the group-sequential rule, or where it can't be reached.</summary>
    public required double? Boundary { get; init; }

    /// <summary>The rule finds its share of positive votes, or its stars, better.</summary>
    public required bool IsBetter { get; init; }

    /// <summary>Its positive votes per explanation are found better, too: it can be promoted.</summary>
    public required bool IsConfirmed { get; init; }

    /// <summary>1 − p, of this look alone.</summary>
    public required double? Confidence { get; init; }

    /// <summary>Looks so far.</summary>
    public required int Looks { get; init; }

    /// <summary>
    /// The probability that it is better, under a flat prior; beside the test, which alone decides. Null with fewer than 20 answers in an
    /// arm.
    /// </summary>
    public required double? ChanceToWin { get; init; }

    /// <summary>What promoting it costs on average where it is worse, in the metric's unit.</summary>
    public required double? ExpectedLoss { get; init; }
}
