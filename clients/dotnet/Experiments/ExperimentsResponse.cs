namespace LearningActors.Client;

/// <summary>Experiments that run, and a part of those that ended.</summary>
public sealed record ExperimentsResponse
{
    /// <summary>Those that run or are paused, with figures of now.</summary>
    public required IReadOnlyList<ExperimentReport> Active { get; init; }

    /// <summary>For each signal what its experiments add up to.</summary>
    public required IReadOnlyList<ExperimentStream> Streams { get; init; }

    /// <summary>Some of those that ended.</summary>
    public required IReadOnlyList<Experiment> History { get; init; }

    /// <summary>Given as <c>cursor</c>, it brings more of the history; null where nothing follows.</summary>
    public required string? NextCursor { get; init; }
}
