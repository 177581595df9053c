namespace LearningActors.Client;

/// <summary>The explanations of an ISO week, UTC.</summary>
public sealed record LearningWeek : FeedbackSummary
{
    public required IsoWeek Week { get; init; }

    /// <summary>Its Monday.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Its Sunday, or today.</summary>
    public required DateOnly To { get; init; }

    /// <summary>USD; null without explanations.</summary>
    public required double? CostPerExplanationUsd { get; init; }

    /// <summary>USD: the cost of an explanation over the share of positive votes.</summary>
    public required Estimate CostPerQualityExplanationUsd { get; init; }

    /// <summary>For each signal that was explained in it.</summary>
    public required IReadOnlyList<SignalPerformance> BySignal { get; init; }
}
