namespace LearningActors.Client;

/// <summary>When a change went live, and as which version.</summary>
public sealed record ImplementationInput
{
    /// <summary>The algorithm's version before.</summary>
    public required string VersionFrom { get; init; }

    /// <summary>Its version with the change.</summary>
    public required string VersionTo { get; init; }

    /// <summary>The first Pacific day of the new version.</summary>
    public required DateOnly ImplementedOn { get; init; }
}
