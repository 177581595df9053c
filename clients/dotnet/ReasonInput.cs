namespace LearningActors.Client;

/// <summary>Why something is done, for the audit log.</summary>
public sealed record ReasonInput
{
    /// <summary>Why, for the record.</summary>
    public required string Reason { get; init; }
}
