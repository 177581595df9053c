namespace LearningActors.Client;

/// <summary>The results of following, and of diverging. What is excluded from learning is left out.</summary>
public sealed record AlgorithmAccuracy
{
    /// <summary>The first Pacific day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>Recommendations that were followed closely.</summary>
    public required KindPnl Followed { get; init; }

    /// <summary>Those that were executed otherwise, beside what they would have made as given.</summary>
    public required KindPnl Modified { get; init; }

    /// <summary>Those that were not followed: what they would have made.</summary>
    public required KindPnl Rejected { get; init; }

    /// <summary>Orders without a recommendation.</summary>
    public required KindPnl Independent { get; init; }

    /// <summary>The followed ones by version of the algorithm.</summary>
    public required IReadOnlyList<VersionAccuracy> Versions { get; init; }
}
