namespace LearningActors.Client;

/// <summary>A grain in the memory of a silo.</summary>
public sealed record GrainActivation
{
    /// <summary>The address of the silo.</summary>
    public required string Silo { get; init; }

    /// <summary>Since when; of several activations since when the first of them.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How many activations: one, except for stateless workers.</summary>
    public required int Count { get; init; }
}
