namespace LearningActors.Client;

/// <summary>What can be known of a key that was made.</summary>
public sealed record ApiKeyStatus
{
    /// <summary>Names it among those of its name.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who holds it.</summary>
    public required string Name { get; init; }

    /// <summary>How it begins; empty for one of the environment.</summary>
    public required string Hint { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it; null for the environment.</summary>
    public required string? CreatedBy { get; init; }

    /// <summary>Until when it may call; null for ever.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null where it was not.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it last called, to some minutes; null where it never did.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Its own limit over the cluster; null for that of the configuration.</summary>
    public required int? RequestsPerMinute { get; init; }
}
