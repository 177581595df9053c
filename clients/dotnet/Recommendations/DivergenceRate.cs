namespace LearningActors.Client;

/// <summary>How often people diverge. What is excluded from learning is left out.</summary>
public sealed record DivergenceRate
{
    /// <summary>The first Pacific day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>Modified or rejected, of the recommendations that were followed, modified or rejected.</summary>
    public required Proportion Rate { get; init; }

    /// <summary>Of the same.</summary>
    public required Proportion Modified { get; init; }

    /// <summary>Of the same.</summary>
    public required Proportion Rejected { get; init; }

    /// <summary>Orders without a recommendation.</summary>
    public required int Independent { get; init; }

    /// <summary>The rate of each ISO week, oldest first; weeks without recommendations are left out.</summary>
    public required IReadOnlyList<WeekDivergence> Weeks { get; init; }

    /// <summary>Why, the most frequent first.</summary>
    public required IReadOnlyList<ReasonCount> Reasons { get; init; }
}
