namespace LearningActors.Client;

/// <summary>Matches of a kind.</summary>
public sealed record KindCount
{
    /// <summary>One of <c>consent</c>, <c>modify</c>, <c>reject</c>, <c>independent</c>, <c>no_action</c>.</summary>
    public required string MatchType { get; init; }

    public required int Count { get; init; }
}
