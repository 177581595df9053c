namespace LearningActors.Client;

/// <summary>What one prompt version of an experiment has brought.</summary>
public sealed record ArmReport
{
    /// <summary>The prompt version.</summary>
    public required string Version { get; init; }

    /// <summary>It was the champion when the experiment started.</summary>
    public required bool IsChampion { get; init; }

    /// <summary>It was dropped as clearly worse.</summary>
    public required bool IsDropped { get; init; }

    /// <summary>Its present share.</summary>
    public required double Share { get; init; }

    /// <summary>Its rates, each with sample size and interval.</summary>
    public required FeedbackSummary Summary { get; init; }

    /// <summary>Mean cost, USD; null without explanations.</summary>
    public required decimal? CostPerExplanationUsd { get; init; }

    /// <summary>The guardrails that it breaks, in words.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>What the experiment decides by: explanations whose window for votes is over.</summary>
    public required CountedFeedback Counted { get; init; }
}
