namespace LearningActors.Client;

/// <summary>Something that was done with a change.</summary>
public sealed record AlgorithmChangeStep
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of the key, or of the cycle's occurrence.</summary>
    public required string By { get; init; }

    /// <summary>
    /// How far it was then. One of <c>proposed</c>, <c>deferred</c>, <c>accepted</c>, <c>validating</c>, <c>rejected</c>, <c>kept</c>,
    /// <c>rolled_back</c>, <c>modified</c>, <c>withdrawn</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>What was done, and why.</summary>
    public required string What { get; init; }
}
