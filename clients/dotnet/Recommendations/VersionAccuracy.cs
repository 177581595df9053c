namespace LearningActors.Client;

/// <summary>The results of following a version of the algorithm.</summary>
public sealed record VersionAccuracy
{
    /// <summary>The version; empty where recommendations do not say it.</summary>
    public required string AlgorithmVersion { get; init; }

    /// <summary>How many were followed closely, of those that were followed, modified or rejected.</summary>
    public required Proportion Consent { get; init; }

    /// <summary>What those made.</summary>
    public required KindPnl Followed { get; init; }
}
