namespace LearningActors.Client;

/// <summary>An arm and its share of the units.</summary>
public sealed record ArmShare
{
    /// <summary>The prompt version.</summary>
    public required string Version { get; init; }

    /// <summary>A fraction in 0..1.</summary>
    public required double Share { get; init; }
}
