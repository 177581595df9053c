namespace LearningActors.Client;

/// <summary>What was learnt in some days.</summary>
public sealed record LearningSummary
{
    /// <summary>So many.</summary>
    public required int Days { get; init; }

    /// <summary>Insights there are.</summary>
    public required int TotalLearnings { get; init; }

    /// <summary>Those that are served.</summary>
    public required int ActiveLearnings { get; init; }

    /// <summary>Those found in these days.</summary>
    public required int NewLearnings { get; init; }

    /// <summary>Mean confidence of active ones; null without any.</summary>
    public required double? AvgConfidence { get; init; }

    /// <summary>Active ones by type.</summary>
    public required IReadOnlyList<InsightCount> ByType { get; init; }

    /// <summary>Reviews in these days.</summary>
    public required long TradesReviewed { get; init; }

    /// <summary>Of the trades that were closed in these days.</summary>
    public required Proportion WinRate { get; init; }
}
