namespace LearningActors.Client;

/// <summary>An outcome, and the match that it is of.</summary>
public sealed record MatchOutcome
{
    /// <summary>The Pacific day of the match.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The underlying.</summary>
    public required string Symbol { get; init; }

    /// <summary>What the match is, such as <c>modify</c>.</summary>
    public required string MatchType { get; init; }

    /// <summary>Its recommendation; null for an independent execution.</summary>
    public required string? RecommendationId { get; init; }

    /// <summary>Its first execution; null where there was none.</summary>
    public required string? ExecutionId { get; init; }

    /// <summary>The match's id.</summary>
    public required Guid MatchId { get; init; }

    /// <summary>
    /// Its outcome; null where nothing was executed. One of <c>open</c>, <c>expired_worthless</c>, <c>closed_profit</c>,
    /// <c>closed_loss</c>, <c>assigned</c>, <c>rolled</c>, <c>unknown_opening</c>.
    /// </summary>
    public required string? Kind { get; init; }

    /// <summary>Realised so far by what it opened or closed, USD after fees.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>What the recommendation as given would have made, USD, where prices are known. Null otherwise.</summary>
    public required decimal? CounterfactualPnl { get; init; }

    /// <summary>The Pacific day up to whose executions it was found to be so first; later days have changed nothing.</summary>
    public required DateOnly AsOfDate { get; init; }

    /// <summary>
    /// What of Pnl is attributed to this match, so that a sum over matches counts each lot once: a lot belongs to the match that opened
    /// it, and to the one that closed it only where no match opened it.
    /// </summary>
    public required decimal AttributedPnl { get; init; }

    /// <summary>
    /// Realised so far by the whole position: with shares that an assignment brought until they are sold, and what a corporate action
    /// put in its place.
    /// </summary>
    public required decimal PositionPnl { get; init; }

    /// <summary>Nothing of the whole position is open.</summary>
    public required bool IsEnded { get; init; }

    /// <summary>A part of it expired without a row that says so, and its last day is long enough past.</summary>
    public required bool IsInferred { get; init; }

    /// <summary>Where the price of the counterfactual is from: a source of prices, or <c>executions</c>.</summary>
    public required string? CounterfactualSource { get; init; }

    /// <summary>The day of that price.</summary>
    public required DateOnly? CounterfactualOn { get; init; }

    /// <summary>Of all amounts.</summary>
    public required string Currency { get; init; }
}
