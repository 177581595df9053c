namespace LearningActors.Client;

/// <summary>Something that spoke for or against the signal.</summary>
public sealed record Factor
{
    /// <summary>Usually the name of an indicator.</summary>
    public required string Name { get; init; }

    /// <summary>How it spoke: positive, negative, neutral, or an engine's own word or number.</summary>
    public required string Impact { get; init; }
}
