namespace LearningActors.Client;

/// <summary>Who the caller is.</summary>
public sealed record SignedIn
{
    /// <summary><c>person</c> or <c>key</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the person or key.</summary>
    public required string Name { get; init; }

    /// <summary>The person's role; null for a key.</summary>
    public required string? Role { get; init; }

    /// <summary>What they may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What each changing request of a person brings in <c>X-Antiforgery-Token</c>; null for a key.</summary>
    public required string? AntiforgeryToken { get; init; }

    /// <summary>When the session ends at the latest; null where there is none.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }
}
