namespace LearningActors.Client;

/// <summary>All that is known of a week's summary.</summary>
public sealed record WeeklySummaryRecord
{
    /// <summary>One version.</summary>
    public required WeeklySummary Summary { get; init; }

    /// <summary>The number of the latest.</summary>
    public required int LatestVersion { get; init; }

    /// <summary>Null while nobody reviewed it.</summary>
    public required SummaryReview? Review { get; init; }
}
