namespace LearningActors.Client;

/// <summary>A kind of grain: a grain class.</summary>
public sealed record GrainKind
{
    /// <summary>The name by which the runtime calls it.</summary>
    public required string Kind { get; init; }

    /// <summary>The full name of the class.</summary>
    public required string GrainType { get; init; }

    /// <summary>It has as many activations as there is work for, on every silo.</summary>
    public required bool StatelessWorker { get; init; }

    /// <summary>The names of its states in storage.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>Activations on all silos.</summary>
    public required int Activations { get; init; }

    /// <summary>Grains of that kind with a state in storage; null while the database is away.</summary>
    public required long? Stored { get; init; }

    /// <summary>The activations of each silo that has any.</summary>
    public required IReadOnlyList<KindOnSilo> Silos { get; init; }
}
