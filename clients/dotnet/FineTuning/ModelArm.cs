namespace LearningActors.Client;

/// <summary>What a model brought in a comparison.</summary>
public sealed record ModelArm
{
    /// <summary>The prompt version.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>Explanations.</summary>
    public required long Explanations { get; init; }

    /// <summary>Answers with votes that count.</summary>
    public required long Answers { get; init; }

    /// <summary>The mean of their shares of positive votes, 0..1; null without votes.</summary>
    public required double? PositiveShare { get; init; }

    /// <summary>The lower end of its 95 % interval (Wilson, with the share of each answer as a part of a vote).</summary>
    public required double? PositiveShareLower { get; init; }

    /// <summary>Its upper end.</summary>
    public required double? PositiveShareUpper { get; init; }

    /// <summary>Mean cost, USD; null without explanations.</summary>
    public required decimal? CostPerExplanationUsd { get; init; }

    /// <summary>Cost of an explanation that pleases: the mean cost over the positive share, USD.</summary>
    public required decimal? CostPerQualityUsd { get; init; }

    /// <summary>Mean latency, milliseconds.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>The share of fallbacks, 0..1.</summary>
    public required double? FallbackRate { get; init; }
}
