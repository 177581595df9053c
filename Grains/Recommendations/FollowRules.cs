namespace LearningActors.Recommendations;

/// <summary>Which executions can follow a recommendation, and how well they fit.</summary>
internal static class FollowRules
{
    /// <summary>Executions count for a recommendation so long.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromHours(48);

    /// <summary>There is nothing to execute.</summary>
    internal static bool IsPassive(Recommendation recommendation) => recommendation.Action.AsExecuted() is null;

    internal static bool IsInWindow(Recommendation recommendation, Execution execution) =>
        execution.At >= recommendation.SentAt && execution.At <= recommendation.SentAt + Window;

    /// <summary>In time, for the account, and, unless there was nothing to execute, what the recommendation's first leg asks for.</summary>
    internal static bool IsPossible(Recommendation recommendation, Fill fill) => IsPossible(recommendation, recommendation.FirstLeg, fill);

    /// <summary>The same for another leg.</summary>
    internal static bool IsPossible(Recommendation recommendation, RecommendedLeg leg, Fill fill) =>
        IsInWindow(recommendation, fill.Execution)
        && (recommendation.Account is null || fill.Execution.Account is null || recommendation.Account == fill.Execution.Account)
        && (IsPassive(recommendation) || IsPossible(leg, fill));

    /// <summary>
    /// The same direction, and the same kind of instrument: where a leg names any term of an option, only an option follows it. To buy
    /// is no consent to sell.
    /// </summary>
    internal static bool IsPossible(RecommendedLeg leg, Fill fill) =>
        leg.Action.AsExecuted() == fill.Execution.Action
        && (
            !leg.IsOption
            || (
                fill.Execution.Kind is InstrumentKind.Option or InstrumentKind.FutureOption
                && (fill.Contract is null || IsOfRight(leg, fill))
            )
        );

    /// <summary>How well a leg fits another one; null where it is no pair.</summary>
    internal static MatchScore? Score(Recommendation recommendation, ExecutedLeg leg) =>
        IsPossible(recommendation, leg.First) ? Compare(recommendation.FirstLeg, recommendation.Premium, leg) : null;

    /// <summary>Compares terms, whether or not it is a pair.</summary>
    internal static MatchScore Compare(RecommendedLeg recommended, decimal? premium, ExecutedLeg executed) =>
        MatchScore.Of(
            new ContractTerms(recommended.Strike, recommended.Expiration, premium, recommended.Action.AsExecuted()),
            new ContractTerms(
                executed.First.Contract?.Strike,
                executed.First.Contract?.Expiration,
                executed.Price,
                executed.First.Execution.Action
            )
        );

    private static bool IsOfRight(RecommendedLeg leg, Fill fill) => leg.Right is null || fill.Contract!.Right == leg.Right;
}
