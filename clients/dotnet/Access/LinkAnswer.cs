namespace LearningActors.Client;

/// <summary>What a link is for.</summary>
public sealed record LinkAnswer
{
    /// <summary><c>first_admin</c>, <c>invitation</c> or <c>reset</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whose it is; null for the first admin, who chooses a name.</summary>
    public required string? Name { get; init; }

    /// <summary>Their role.</summary>
    public required string Role { get; init; }

    /// <summary>Until when it works.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
