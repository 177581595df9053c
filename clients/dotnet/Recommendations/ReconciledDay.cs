namespace LearningActors.Client;

/// <summary>What reconciling a day brought.</summary>
public sealed record ReconciledDay
{
    /// <summary>The Pacific day.</summary>
    public required DateOnly TargetDate { get; init; }

    /// <summary>Sent on it.</summary>
    public required int Recommendations { get; init; }

    /// <summary>Matches that are new.</summary>
    public required int New { get; init; }

    /// <summary>
    /// Matches that are other than before; also of days around it, whose recommendations compete for the same executions.
    /// </summary>
    public required int Revised { get; init; }

    /// <summary>All matches of the day by kind.</summary>
    public required IReadOnlyList<KindCount> ByMatchType { get; init; }
}
