namespace LearningActors.Client;

/// <summary>How much worse than the champion an arm may be in what is not compared, to be promoted.</summary>
public sealed record GuardrailsInput
{
    /// <summary>An arm's mean cost at most, as a multiple of the champion's. 1 to 100. By default <c>1.5</c>.</summary>
    public double? CostRatio { get; init; }

    /// <summary>An arm's mean latency at most, as a multiple. 1 to 100. By default <c>1.5</c>.</summary>
    public double? LatencyRatio { get; init; }

    /// <summary>An arm's fallback rate less the champion's at most, a fraction. 0 to 1. By default <c>0.05</c>.</summary>
    public double? FallbackRateIncrease { get; init; }

    /// <summary>An arm's feedback rate at least, as a multiple of the champion's. 0 to 1. By default <c>0.7</c>.</summary>
    public double? FeedbackRateRatio { get; init; }
}
