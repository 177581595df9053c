namespace LearningActors.Client;

/// <summary>Takes a match out of what is learnt, or in again.</summary>
public sealed record ExclusionInput
{
    /// <summary>Why it teaches nothing, or null to take it in again.</summary>
    public required string? ExcludedReason { get; init; }
}
