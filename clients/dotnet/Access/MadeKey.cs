namespace LearningActors.Client;

/// <summary>A key that was made: it is shown once.</summary>
public sealed record MadeKey
{
    /// <summary>Who holds it.</summary>
    public required string Name { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}
