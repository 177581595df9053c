namespace LearningActors.Client;

/// <summary>A model that wrote words.</summary>
public sealed record ModelPerformance : FeedbackSummary
{
    /// <summary>Its configured name, or template.</summary>
    public required string ModelUsed { get; init; }

    /// <summary>USD; null without explanations.</summary>
    public required double? CostPerExplanationUsd { get; init; }

    /// <summary>USD: the cost of an explanation over the share of positive votes.</summary>
    public required Estimate CostPerQualityExplanationUsd { get; init; }
}
