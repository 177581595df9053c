namespace LearningActors.Experiments;

/// <summary>The sums of an arm. Explanations count for the arm that they were assigned to, also where the answer was a fallback.</summary>
/// <param name="Version">The prompt version.</param>
/// <param name="Explanations">Units.</param>
/// <param name="Rated">Explanations with a vote.</param>
/// <param name="Votes">Votes on them, whichever session gave them.</param>
/// <param name="Positive">Positive votes.</param>
/// <param name="Ratings">Votes with stars.</param>
/// <param name="RatingSum">Sum of stars.</param>
/// <param name="RatingSquareSum">Sum of squared stars.</param>
/// <param name="Fallbacks">Answers that were not made by the assigned version.</param>
/// <param name="CostUsd">What models charged for them, USD.</param>
/// <param name="LatencyMsSum">Sum of latencies, milliseconds.</param>
/// <param name="Observed">What the experiment decides by; null in looks that were stored before it was kept.</param>
[GenerateSerializer, Immutable, Alias("ArmFigures")]
public sealed record ArmFigures(
    string Version,
    long Explanations,
    long Rated,
    long Votes,
    long Positive,
    long Ratings,
    long RatingSum,
    long RatingSquareSum,
    long Fallbacks,
    decimal CostUsd,
    long LatencyMsSum,
    Observations? Observed = null
);
