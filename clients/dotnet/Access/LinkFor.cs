namespace LearningActors.Client;

/// <summary>A link that was made for somebody: it is shown once.</summary>
public sealed record LinkFor
{
    /// <summary>Who.</summary>
    public required string Name { get; init; }

    /// <summary>Their role.</summary>
    public required string Role { get; init; }

    /// <summary>Where they choose a password; it works once.</summary>
    public required string Link { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset LinkExpiresAt { get; init; }
}
