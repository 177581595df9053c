namespace LearningActors.Client;

/// <summary>What a match was before.</summary>
public sealed record FormerMatch
{
    public required DateTimeOffset Until { get; init; }

    /// <summary>One of <c>consent</c>, <c>modify</c>, <c>reject</c>, <c>independent</c>, <c>no_action</c>.</summary>
    public required string MatchType { get; init; }

    public required string? ExecutionId { get; init; }
}
