namespace LearningActors.Client;

/// <summary>Activations of a kind on a silo.</summary>
public sealed record KindOnSilo
{
    /// <summary>The address of the silo.</summary>
    public required string Silo { get; init; }

    /// <summary>How many are in memory.</summary>
    public required int Activations { get; init; }
}
