namespace LearningActors.Client;

/// <summary>What people change most. What is excluded from learning is left out.</summary>
public sealed record TopModifications
{
    /// <summary>The first Pacific day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>How many were modified, of the recommendations that were followed, modified or rejected.</summary>
    public required Proportion Modified { get; init; }

    /// <summary>The most frequent first.</summary>
    public required IReadOnlyList<Modification> Modifications { get; init; }
}
