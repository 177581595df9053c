namespace LearningActors.Client;

/// <summary>An explanation in a list: what was said, by what, and what people say of it.</summary>
public sealed record ExplanationItem
{
    public required Guid ExplanationId { get; init; }

    public required string Ticker { get; init; }

    public required string Signal { get; init; }

    public required double Confidence { get; init; }

    public required string Explanation { get; init; }

    public required string Sentiment { get; init; }

    public required string PromptVersion { get; init; }

    public required string ModelUsed { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required bool Cached { get; init; }

    public required bool Fallback { get; init; }

    public required string? FallbackReason { get; init; }

    public required int LatencyMs { get; init; }

    public required decimal CostUsd { get; init; }

    /// <summary>The share of its votes that are positive.</summary>
    public required Proportion PositiveFeedback { get; init; }

    public required RatingMean AvgRating { get; init; }
}
