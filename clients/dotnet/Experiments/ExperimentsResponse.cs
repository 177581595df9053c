namespace LearningActors.Client;

/// <summary>The experiments.</summary>
public sealed record ExperimentsResponse
{
    /// <summary>Those that run or are paused, with figures of now.</summary>
    public required IReadOnlyList<ExperimentReport> Active { get; init; }

    /// <summary>Those that ended, newest first.</summary>
    public required IReadOnlyList<Experiment> History { get; init; }
}
