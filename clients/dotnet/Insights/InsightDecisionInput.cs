namespace LearningActors.Client;

/// <summary>A decision on an insight.</summary>
public sealed record InsightDecisionInput
{
    /// <summary>One of <c>accept</c>, <c>silence</c>, <c>withdraw</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
