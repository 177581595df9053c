using System.Text.Json;

namespace LearningActors.Client;

/// <summary>An explanation as the API shows it.</summary>
public sealed record ExplanationResponse
{
    /// <summary>Its id, by which it can be rated; null where it is not recorded.</summary>
    public required Guid? ExplanationId { get; init; }

    /// <summary>It is in the database. False where that was away, refused it, or did not commit in time.</summary>
    public required bool Recorded { get; init; }

    public required string Ticker { get; init; }

    /// <summary>One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    public required double Confidence { get; init; }

    public required JsonElement? Indicators { get; init; }

    public required string Explanation { get; init; }

    public required IReadOnlyList<Factor> Factors { get; init; }

    public required string Sentiment { get; init; }

    public required string PromptVersion { get; init; }

    public required string ModelUsed { get; init; }

    public required bool Cached { get; init; }

    public required bool Fallback { get; init; }

    public required string? FallbackReason { get; init; }

    public required int LatencyMs { get; init; }

    public required int PromptTokens { get; init; }

    public required int CompletionTokens { get; init; }

    public required decimal CostUsd { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }
}
