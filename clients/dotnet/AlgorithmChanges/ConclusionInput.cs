namespace LearningActors.Client;

/// <summary>How the validation of a change ends.</summary>
public sealed record ConclusionInput
{
    /// <summary>How the validation ends. One of <c>kept</c>, <c>rolled_back</c>, <c>modified</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, for the record. At most 1 000 characters.</summary>
    public required string Reason { get; init; }
}
