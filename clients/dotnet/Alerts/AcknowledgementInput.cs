namespace LearningActors.Client;

/// <summary>The alert that somebody has seen.</summary>
public sealed record AcknowledgementInput
{
    /// <summary>The alert's id.</summary>
    public required string Id { get; init; }
}
