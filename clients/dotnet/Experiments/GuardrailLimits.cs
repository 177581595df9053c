namespace LearningActors.Client;

/// <summary>How much worse than the champion's an arm's side effects may be for it to be promoted.</summary>
public sealed record GuardrailLimits
{
    /// <summary>Its mean cost, as a multiple of the champion's.</summary>
    public required double CostRatio { get; init; }

    /// <summary>Its mean latency, as a multiple.</summary>
    public required double LatencyRatio { get; init; }

    /// <summary>Its fallback rate less the champion's, a fraction.</summary>
    public required double FallbackRateIncrease { get; init; }

    /// <summary>Its feedback rate as a multiple of the champion's, at least.</summary>
    public required double FeedbackRateRatio { get; init; }
}
