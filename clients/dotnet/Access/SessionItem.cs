namespace LearningActors.Client;

/// <summary>A session that can be used.</summary>
public sealed record SessionItem
{
    /// <summary>Names it, and does not open it.</summary>
    public required Guid Id { get; init; }

    /// <summary>It is the one of this request.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>When somebody signed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The network address that signed in.</summary>
    public required string Address { get; init; }

    /// <summary>The browser, as it named itself.</summary>
    public required string Agent { get; init; }
}
