namespace LearningActors.Client;

/// <summary>The experiment that has a signal's traffic, and its split.</summary>
public sealed record ExperimentClaim
{
    /// <summary>The experiment's id.</summary>
    public required string Id { get; init; }

    /// <summary>Grows with each change of the split.</summary>
    public required int Revision { get; init; }

    /// <summary>How the traffic is split; null while all of it is the champion's.</summary>
    public required ExperimentSplit? Split { get; init; }
}
