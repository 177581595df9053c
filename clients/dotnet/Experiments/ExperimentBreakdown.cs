namespace LearningActors.Client;

/// <summary>Challengers against the champion within parts of what an experiment counted. To look at: it decides nothing.</summary>
public sealed record ExperimentBreakdown
{
    /// <summary>What makes the parts. One of <c>ticker</c>, <c>voters</c>.</summary>
    public required string By { get; init; }

    /// <summary>Those with at least 20 answers in both arms, the largest parts first.</summary>
    public required IReadOnlyList<PartComparison> Comparisons { get; init; }
}
