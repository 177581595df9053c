namespace LearningActors.Client;

/// <summary>Asks whom a link is for.</summary>
public sealed record LinkLookupInput
{
    /// <summary>What stands behind # in the link.</summary>
    public required string Token { get; init; }
}
