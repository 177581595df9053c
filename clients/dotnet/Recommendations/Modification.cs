namespace LearningActors.Client;

/// <summary>A way in which recommendations are executed otherwise.</summary>
public sealed record Modification
{
    /// <summary>
    /// Such as <c>longer_expiration</c>; a match with another strike and another expiration is in both. One of
    /// <c>longer_expiration</c>, <c>shorter_expiration</c>, <c>higher_strike</c>, <c>lower_strike</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Of all modified ones.</summary>
    public required Proportion Share { get; init; }

    /// <summary>Days, or USD for a share.</summary>
    public required Estimate Shift { get; init; }

    /// <summary>What an ended one made in the mean, USD after fees.</summary>
    public required Estimate PerMatch { get; init; }

    /// <summary>What it would have made as given, less what it made, where that is known, USD.</summary>
    public required Estimate Forgone { get; init; }

    /// <summary>Where most, at most three.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }
}
