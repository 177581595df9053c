namespace LearningActors.Client;

/// <summary>Answers of a signal or ticker.</summary>
public sealed record GroupCount
{
    /// <summary>The signal, or the ticker.</summary>
    public required string Name { get; init; }

    /// <summary>Examples in both splits, or answers that were refused.</summary>
    public required int Examples { get; init; }
}
