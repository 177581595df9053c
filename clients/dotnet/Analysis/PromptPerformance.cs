namespace LearningActors.Client;

/// <summary>A prompt version of a signal.</summary>
public sealed record PromptPerformance : FeedbackSummary
{
    public required string Signal { get; init; }

    public required string PromptVersion { get; init; }

    /// <summary>It is the signal's champion now.</summary>
    public required bool IsChampion { get; init; }

    /// <summary>How much more often votes on it are positive than those on v1.0 of the signal, relatively.</summary>
    public required Estimate LiftOnBaseline { get; init; }

    /// <summary>USD; null without explanations.</summary>
    public required double? CostPerExplanationUsd { get; init; }

    /// <summary>USD: the cost of an explanation over the share of positive votes.</summary>
    public required Estimate CostPerQualityExplanationUsd { get; init; }
}
