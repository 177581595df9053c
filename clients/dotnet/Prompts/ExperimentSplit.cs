namespace LearningActors.Client;

/// <summary>
/// The split of an experiment: GrowthBook's hash of version 2 with the seed, and its bucket ranges over the shares in their order.
/// </summary>
public sealed record ExperimentSplit
{
    /// <summary>The experiment, which is also the seed.</summary>
    public required string Id { get; init; }

    /// <summary>The arms' prompt versions.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>The share of each, adding up to 1.</summary>
    public required IReadOnlyList<double> Shares { get; init; }
}
