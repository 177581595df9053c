namespace LearningActors.WeeklySummaries;

/// <summary>What the grain of a week keeps.</summary>
public sealed record WeeklySummaryState
{
    /// <summary>The latest version; those before it are in the ledger.</summary>
    public WeeklySummary? Latest { get; init; }

    /// <summary>What a person made of it.</summary>
    public SummaryReview? Review { get; init; }
}
