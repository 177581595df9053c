namespace LearningActors.Client;

/// <summary>An experiment was started.</summary>
public sealed record StartedResponse
{
    public required string Id { get; init; }
}
