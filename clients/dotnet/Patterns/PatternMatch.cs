namespace LearningActors.Client;

/// <summary>A match behind a pattern.</summary>
public sealed record PatternMatch
{
    /// <summary>The id of the match.</summary>
    public required Guid MatchId { get; init; }

    /// <summary>What it adds to the mean; 1 or 0 where the mean is a rate.</summary>
    public required double Value { get; init; }
}
