namespace LearningActors.Client;

/// <summary>What tracking outcomes brought.</summary>
public sealed record TrackedOutcomes
{
    /// <summary>The last day whose executions are in it.</summary>
    public required DateOnly AsOfDate { get; init; }

    /// <summary>Outcomes that are new or other than before.</summary>
    public required int Changed { get; init; }
}
