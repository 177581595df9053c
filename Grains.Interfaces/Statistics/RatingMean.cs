namespace LearningActors.Statistics;

/// <summary>The mean of n ratings, with its 95 % t interval within 1..5.</summary>
/// <param name="N">The sample size.</param>
/// <param name="Mean">In stars; null where n is 0.</param>
/// <param name="Lower">The lower end; null where n is below 2.</param>
/// <param name="Upper">The upper end; null where n is below 2.</param>
[GenerateSerializer, Immutable, Alias("RatingMean")]
public sealed record RatingMean(long N, double? Mean, double? Lower, double? Upper);
