using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>What is known of a group of explanations.</summary>
/// <param name="Explanations">How many were served.</param>
/// <param name="Cached">How many of them came from the cache.</param>
/// <param name="Fallbacks">How many of them were a fallback.</param>
/// <param name="FeedbackRate">
/// The share that was rated. More than one session can rate an explanation, so the count is at most n only in effect.
/// </param>
/// <param name="Positive">The share of votes that are positive: thumb up, or 4 and 5 stars where there is no thumb.</param>
/// <param name="Rating">The stars.</param>
/// <param name="CostUsd">What models charged for the explanations, USD.</param>
/// <param name="LatencyMs">Their mean latency in milliseconds; null where there are none.</param>
[GenerateSerializer, Immutable, Alias("FeedbackSummary")]
public sealed record FeedbackSummary(
    long Explanations,
    long Cached,
    long Fallbacks,
    Proportion FeedbackRate,
    Proportion Positive,
    RatingMean Rating,
    decimal CostUsd,
    double? LatencyMs
)
{
    /// <summary>Votes: each has a thumb or stars, so that each is positive or not.</summary>
    public long Votes => Positive.N;
}
