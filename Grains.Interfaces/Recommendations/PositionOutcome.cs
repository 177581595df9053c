namespace LearningActors.Recommendations;

/// <summary>The outcome of a position.</summary>
[GenerateSerializer, Alias("OutcomeKind")]
public enum OutcomeKind
{
    /// <summary>Something of it is still open.</summary>
    Open,

    /// <summary>It expired.</summary>
    ExpiredWorthless,

    /// <summary>It was closed with a profit.</summary>
    ClosedProfit,

    /// <summary>It was closed without one.</summary>
    ClosedLoss,

    /// <summary>It was assigned, or exercised.</summary>
    Assigned,

    /// <summary>It was closed, and another contract of the same underlying opened in its place.</summary>
    Rolled,
}

/// <summary>The outcome of a match.</summary>
/// <param name="MatchId">The match.</param>
/// <param name="Kind">Its outcome; null where nothing was executed.</param>
/// <param name="Pnl">Realised so far by what it opened or closed, USD after fees.</param>
/// <param name="CounterfactualPnl">What the recommendation as given would have made, USD, where prices are known. Null otherwise.</param>
/// <param name="AsOf">The Pacific day up to whose executions it was found to be so first; later days have changed nothing.</param>
/// <param name="AttributedPnl">
/// What of <paramref name="Pnl"/> is attributed to this match, so that a sum over matches counts each lot once: a lot belongs to
/// the match that opened it, and to the one that closed it only where no match opened it.
/// </param>
[GenerateSerializer, Immutable, Alias("PositionOutcome")]
public sealed record PositionOutcome(
    Guid MatchId,
    OutcomeKind? Kind,
    decimal Pnl,
    decimal? CounterfactualPnl,
    DateOnly AsOf,
    decimal AttributedPnl
);
