namespace LearningActors.Statistics;

/// <summary>A share of n, with its 95 % Wilson interval.</summary>
/// <param name="Count">How many of n.</param>
/// <param name="N">The sample size.</param>
/// <param name="Rate">Count / N, a fraction; null where n is 0.</param>
/// <param name="Lower">The lower end of the interval; null where n is 0.</param>
/// <param name="Upper">The upper end of the interval; null where n is 0.</param>
[GenerateSerializer, Immutable, Alias("Proportion")]
public sealed record Proportion(long Count, long N, double? Rate, double? Lower, double? Upper);
