namespace LearningActors.Client;

/// <summary>What the chain of all audit entries is worth.</summary>
public sealed record AuditChain
{
    /// <summary>How many there are.</summary>
    public required long Entries { get; init; }

    /// <summary>The number of the last; null where there is none.</summary>
    public required long? LastNumber { get; init; }

    /// <summary>Its hash: kept elsewhere, it proves later that none of those up to it was changed.</summary>
    public required string? LastHash { get; init; }

    /// <summary>The first entry that is not as it was written, or whose predecessor is not; null where all are.</summary>
    public required long? BrokenAt { get; init; }
}
