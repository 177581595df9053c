namespace LearningActors.Recommendations;

/// <summary>A match with its recommendation.</summary>
/// <param name="Record">The match and its outcome.</param>
/// <param name="Recommendation">Null for an independent order.</param>
public sealed record MatchedRecommendation(MatchRecord Record, Recommendation? Recommendation)
{
    /// <summary>What it was.</summary>
    public MatchKind Kind => Record.Match.Kind;

    /// <summary>It teaches something.</summary>
    public bool IsLearnt => Record.ExcludedReason is null;

    /// <summary>Somebody could follow a recommendation to trade, and did or did not; one to wait that was waited for is none.</summary>
    public bool IsDecided =>
        Kind is MatchKind.Modify or MatchKind.Reject || (Kind == MatchKind.Consent && Record.Match.ExecutionId is not null);

    /// <summary>Its amounts are in USD, or it has none.</summary>
    public bool IsInUsd => Record.Outcome is null or { Currency: Execution.UsualCurrency };

    /// <summary>
    /// What its whole position made, in its currency; null while something of it is open, not known, or where nothing was executed.
    /// </summary>
    public decimal? PositionPnl =>
        Record.Outcome is { IsEnded: true, Kind: not (null or OutcomeKind.Open or OutcomeKind.UnknownOpening) } outcome
            ? outcome.PositionPnl
            : null;

    /// <summary>What its whole position made where that is in USD, so that it can be averaged with others.</summary>
    public decimal? EndedPnl => IsInUsd ? PositionPnl : null;
}
