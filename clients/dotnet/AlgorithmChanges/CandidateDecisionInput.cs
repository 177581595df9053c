namespace LearningActors.Client;

/// <summary>What people decide of a proposed change of the algorithm.</summary>
public sealed record CandidateDecisionInput
{
    /// <summary>What becomes of it. One of <c>implement</c>, <c>defer</c>, <c>reject</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Why, for the record. At most 1 000 characters.</summary>
    public required string Reason { get; init; }
}
