namespace LearningActors.Client;

/// <summary>A week in which the pattern was seen.</summary>
public sealed record WeekEvidence
{
    public required IsoWeek Week { get; init; }

    public required IReadOnlyList<PatternMatch> Matches { get; init; }

    /// <summary>How sure the pattern was by then. One of <c>medium</c>, <c>high</c>.</summary>
    public required string Confidence { get; init; }
}
