namespace LearningActors.Client;

/// <summary>The vote is committed to the database.</summary>
public sealed record ReceivedResponse
{
    public required bool Received { get; init; }
}
