namespace LearningActors.Statistics;

/// <summary>A mean, or a rate, with its 95 % interval.</summary>
/// <param name="N">The sample size.</param>
/// <param name="Mean">Null where n is 0; a rate is a fraction.</param>
/// <param name="Lower">The lower end: Student's for a mean, null where n is below 2; Wilson's for a rate.</param>
/// <param name="Upper">The upper end.</param>
[GenerateSerializer, Immutable, Alias("Estimate")]
public sealed record Estimate(int N, double? Mean, double? Lower, double? Upper);
