namespace LearningActors.Client;

/// <summary>What is wanted of explanations, beside what is.</summary>
public sealed record LearningTarget
{
    /// <summary>positive_rate, avg_rating, lift_on_baseline, cost_per_quality_explanation or feedback_rate.</summary>
    public required string Kind { get; init; }

    /// <summary>The target, in the unit of <see cref="Actual"/>.</summary>
    public required double Wanted { get; init; }

    /// <summary>What is, with its 95 % interval.</summary>
    public required Estimate Actual { get; init; }

    /// <summary>unknown, met, open (the target lies within the interval) or missed.</summary>
    public required string Verdict { get; init; }
}
