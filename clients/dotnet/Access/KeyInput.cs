namespace LearningActors.Client;

/// <summary>A new key for a program.</summary>
public sealed record KeyInput
{
    /// <summary>Who holds it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: any of <c>engine</c>, <c>read</c>, <c>rate</c>, <c>decide</c>, <c>operate</c>, <c>admin</c>.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Until when it may call; for ever where it is not given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Requests in a minute over the cluster; the limit of the configuration where it is not given.</summary>
    public int? RequestsPerMinute { get; init; }
}
