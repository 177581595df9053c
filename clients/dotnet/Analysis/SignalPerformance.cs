namespace LearningActors.Client;

/// <summary>The explanations of a signal, and the votes on them.</summary>
public sealed record SignalPerformance : FeedbackSummary
{
    public required string Signal { get; init; }

    /// <summary>USD; null without explanations.</summary>
    public required double? CostPerExplanationUsd { get; init; }

    /// <summary>USD: the cost of an explanation over the share of positive votes.</summary>
    public required Estimate CostPerQualityExplanationUsd { get; init; }
}
