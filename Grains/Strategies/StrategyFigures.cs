using System.Collections.Immutable;
using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Strategies;

/// <summary>What a rule's trades and reviews come to.</summary>
/// <param name="Effectiveness">Its reviews replayed in order of exit.</param>
/// <param name="PnlByCurrency">Profits of reviewed trades, by their currencies' names; what is in different ones is not added.</param>
/// <param name="MeanRating">Mean rating of execution, 1 to 5; null without reviews.</param>
/// <param name="Valid">Reviews that found the setup valid.</param>
/// <param name="EdgeCases">Reviews that found an edge case.</param>
/// <param name="Invalid">Reviews that found it invalid.</param>
/// <param name="Unreviewed">Trades that have no review yet.</param>
public sealed record StrategyFigures(
    Effectiveness Effectiveness,
    ImmutableArray<CurrencyPnl> PnlByCurrency,
    double? MeanRating,
    int Valid,
    int EdgeCases,
    int Invalid,
    int Unreviewed
)
{
    /// <summary>The figures of reviews, in whichever order.</summary>
    public static StrategyFigures Of(IReadOnlyCollection<ReviewedTrade> reviews, int unreviewed)
    {
        return new StrategyFigures(
            Effectiveness.Replay(reviews),
            [
                .. reviews
                    .GroupBy(trade => trade.Currency, (currency, some) => CurrencyPnl.Of(currency, [.. some.Select(trade => trade.Pnl)]))
                    .OrderBy(one => one.Currency, StringComparer.Ordinal),
            ],
            reviews.Count > 0 ? reviews.Average(trade => trade.Rating) : null,
            Count(SetupValidity.Valid),
            Count(SetupValidity.EdgeCase),
            Count(SetupValidity.Invalid),
            unreviewed
        );

        int Count(SetupValidity validity) => reviews.Count(trade => trade.Validity == validity);
    }

    /// <summary>The same figures; arrays are compared by what they hold.</summary>
    public bool Equals(StrategyFigures? other) =>
        other is not null
        && (Effectiveness, MeanRating, Valid, EdgeCases, Invalid, Unreviewed)
            == (other.Effectiveness, other.MeanRating, other.Valid, other.EdgeCases, other.Invalid, other.Unreviewed)
        && PnlByCurrency.SequenceEqual(other.PnlByCurrency);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Effectiveness, MeanRating, Valid, EdgeCases, Invalid, Unreviewed);

    /// <summary>The figures beside their rule, as they are shown.</summary>
    internal StrategyPerformance Of(StrategyRule rule, DateTimeOffset asOf) =>
        new(
            rule,
            Effectiveness.Score,
            Effectiveness.TotalTrades,
            Effectiveness.WinningTrades,
            WilsonInterval.Proportion(Effectiveness.WinningTrades, Effectiveness.TotalTrades),
            PnlByCurrency,
            MeanRating,
            Valid,
            EdgeCases,
            Invalid,
            Unreviewed,
            asOf
        );
}

/// <summary>A rule and the figures that are stored with it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Figures">As they were computed last.</param>
/// <param name="IsCurrent">No review and no trade has come since.</param>
/// <param name="AsOf">When they were computed, or the rule was added, UTC.</param>
public sealed record ScoredRule(StrategyRule Rule, StrategyFigures Figures, bool IsCurrent, DateTimeOffset AsOf)
{
    /// <summary>The stored figures as they are shown.</summary>
    internal StrategyPerformance Stored => Figures.Of(Rule, AsOf);
}
