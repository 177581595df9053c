namespace LearningActors.Client;

/// <summary>Whole UTC days in which the split did not change. Only such days count.</summary>
public sealed record Segment
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; null while it goes on.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>The share of each arm; 0 for one that was dropped.</summary>
    public required IReadOnlyList<double> Shares { get; init; }
}
