namespace LearningActors.Recommendations;

/// <summary>The outcome of a position.</summary>
[GenerateSerializer, Alias("OutcomeKind")]
public enum OutcomeKind
{
    /// <summary>Something of it is still open.</summary>
    Open,

    /// <summary>The option expired, and nothing was delivered.</summary>
    ExpiredWorthless,

    /// <summary>It was closed, and made more than 0 after fees.</summary>
    ClosedProfit,

    /// <summary>It was closed without one.</summary>
    ClosedLoss,

    /// <summary>It was assigned, or exercised.</summary>
    Assigned,

    /// <summary>It was closed, and another contract of the same underlying opened in its place.</summary>
    Rolled,

    /// <summary>It closed something of which no opening is known: what that made is not known either.</summary>
    UnknownOpening,
}

/// <summary>The outcome of a match.</summary>
/// <param name="MatchId">The match that the position began with.</param>
/// <param name="Kind">Its outcome; null where nothing was executed.</param>
/// <param name="Pnl">
/// Realised so far by the contracts or shares that it opened, or, where it was to close some, by those that it closed; after fees.
/// </param>
/// <param name="CounterfactualPnl">What the recommendation as given would have made, where prices are known. Null otherwise.</param>
/// <param name="AsOf">The Pacific day up to whose executions it was found to be so first; later days have changed nothing.</param>
/// <param name="AttributedPnl">
/// What is attributed to this match, so that a sum over matches counts each lot once: a lot belongs to the match that its position
/// began with, and to the one that closed it only where it began with none.
/// </param>
/// <param name="PositionPnl">
/// Realised so far by the whole position: with shares that an assignment brought until they are sold, and what a corporate action put
/// in its place.
/// </param>
/// <param name="IsEnded">Nothing of the whole position is open.</param>
/// <param name="IsInferred">A part of it expired without a row that says so, and its last day is long enough past.</param>
/// <param name="CounterfactualSource">Where the price of the counterfactual is from: a source of prices, or <c>executions</c>.</param>
/// <param name="CounterfactualOn">The day of that price.</param>
/// <param name="Currency">Of all amounts.</param>
[GenerateSerializer, Immutable, Alias("PositionOutcome")]
public sealed record PositionOutcome(
    Guid MatchId,
    OutcomeKind? Kind,
    decimal Pnl,
    decimal? CounterfactualPnl,
    DateOnly AsOf,
    decimal AttributedPnl,
    decimal PositionPnl,
    bool IsEnded,
    bool IsInferred,
    string? CounterfactualSource,
    DateOnly? CounterfactualOn,
    string Currency
);
