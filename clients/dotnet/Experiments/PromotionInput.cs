namespace LearningActors.Client;

/// <summary>The arm that somebody makes the champion before the experiment has decided.</summary>
public sealed record PromotionInput
{
    /// <summary>The arm that becomes the champion.</summary>
    public required string Version { get; init; }

    /// <summary>Why, for the record.</summary>
    public required string Reason { get; init; }
}
