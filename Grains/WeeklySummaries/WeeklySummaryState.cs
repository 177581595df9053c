using System.Collections.Immutable;

namespace LearningActors.WeeklySummaries;

/// <summary>What the grain of a week keeps.</summary>
public sealed record WeeklySummaryState
{
    /// <summary>All versions, oldest first.</summary>
    public ImmutableArray<WeeklySummary> Versions { get; init; } = [];

    /// <summary>What a person made of it.</summary>
    public SummaryReview? Review { get; init; }
}
