namespace LearningActors.Client;

/// <summary>The sums of an arm. Explanations count for the arm that they were assigned to, also where the answer was a fallback.</summary>
public sealed record ArmFigures
{
    /// <summary>The prompt version.</summary>
    public required string Version { get; init; }

    /// <summary>Units.</summary>
    public required long Explanations { get; init; }

    /// <summary>Explanations with a vote.</summary>
    public required long Rated { get; init; }

    /// <summary>Votes on them, whichever session gave them.</summary>
    public required long Votes { get; init; }

    /// <summary>Positive votes.</summary>
    public required long Positive { get; init; }

    /// <summary>Votes with stars.</summary>
    public required long Ratings { get; init; }

    /// <summary>Sum of stars.</summary>
    public required long RatingSum { get; init; }

    /// <summary>Sum of squared stars.</summary>
    public required long RatingSquareSum { get; init; }

    /// <summary>Answers that were not made by the assigned version.</summary>
    public required long Fallbacks { get; init; }

    /// <summary>What models charged for them, USD.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>Sum of latencies, milliseconds.</summary>
    public required long LatencyMsSum { get; init; }

    /// <summary>What the experiment decides by; null in looks that were stored before it was kept.</summary>
    public required Observations? Observed { get; init; }
}
