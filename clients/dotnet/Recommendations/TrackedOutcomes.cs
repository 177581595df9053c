namespace LearningActors.Client;

/// <summary>What tracking outcomes brought.</summary>
public sealed record TrackedOutcomes
{
    /// <summary>The last day whose executions are in it.</summary>
    public required DateOnly AsOfDate { get; init; }

    /// <summary>Stored outcomes that are new, other than before, or gone; 0 for an earlier day.</summary>
    public required int Changed { get; init; }

    /// <summary>False for an earlier day: what is known later stays as it is.</summary>
    public required bool IsStored { get; init; }

    /// <summary>All outcomes as of that day.</summary>
    public required IReadOnlyList<OutcomeCount> ByOutcome { get; init; }
}
