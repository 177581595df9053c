namespace LearningActors.Analysis;

/// <summary>A share of n, with its 95 % Wilson interval.</summary>
/// <param name="Count">How many of n.</param>
/// <param name="N">The sample size.</param>
/// <param name="Rate">Count / N, a fraction; null where n is 0.</param>
/// <param name="Lower">The lower end of the interval; null where n is 0.</param>
/// <param name="Upper">The upper end of the interval; null where n is 0.</param>
[GenerateSerializer, Immutable, Alias("Proportion")]
public sealed record Proportion(long Count, long N, double? Rate, double? Lower, double? Upper);

/// <summary>The mean of n ratings, with its 95 % t interval within 1..5.</summary>
/// <param name="N">The sample size.</param>
/// <param name="Mean">In stars; null where n is 0.</param>
/// <param name="Lower">The lower end; null where n is below 2.</param>
/// <param name="Upper">The upper end; null where n is below 2.</param>
[GenerateSerializer, Immutable, Alias("RatingMean")]
public sealed record RatingMean(long N, double? Mean, double? Lower, double? Upper);

/// <summary>What is known of a group of explanations.</summary>
/// <param name="Explanations">How many were served.</param>
/// <param name="Cached">How many of them came from the cache.</param>
/// <param name="Fallbacks">How many of them were a fallback.</param>
/// <param name="FeedbackRate">The share that was rated. More than one session can rate an explanation, so the count is at most n only in effect.</param>
/// <param name="Positive">The share of votes that are positive: thumb up, or 4 and 5 stars where there is no thumb.</param>
/// <param name="Rating">The stars.</param>
/// <param name="CostUsd">Their cost in USD.</param>
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
