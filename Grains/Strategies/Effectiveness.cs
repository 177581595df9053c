using LearningActors.Trades;

namespace LearningActors.Strategies;

/// <summary>The effectiveness of a strategy rule.</summary>
/// <param name="Score">The score after the last review, without a unit, 0..1.</param>
/// <param name="TotalTrades">Reviewed trades.</param>
/// <param name="WinningTrades">Those with a profit.</param>
public readonly record struct Effectiveness(double Score, int TotalTrades, int WinningTrades)
{
    /// <summary>Before the first review.</summary>
    public static Effectiveness Start { get; } = new(0.5, 0, 0);

    private const double MaxWeight = 0.9;
    private const double FullWeightAt = 20;

    /// <summary>
    /// After another review: <c>new = 0.6·win_rate·validity + 0.4·rating/5</c> with the win rate of all trades up to this one,
    /// validity 1.0, 0.9 for an edge case, 0.7 for an invalid setup; <c>score = w·old + (1 − w)·new</c> with
    /// <c>w = min(total_trades/20, 0.9)</c>, this trade included; kept within 0..1.
    /// </summary>
    public Effectiveness After(ReviewedTrade trade)
    {
        var (total, wins) = (TotalTrades + 1, WinningTrades + (trade.Pnl > 0 ? 1 : 0));
        var validity = trade.Validity switch
        {
            SetupValidity.Valid => 1.0,
            SetupValidity.EdgeCase => 0.9,
            _ => 0.7,
        };
        var seen = (0.6 * wins / total * validity) + (0.4 * trade.Rating / 5.0);
        var weight = Math.Min(total / FullWeightAt, MaxWeight);
        return new Effectiveness(Math.Clamp((weight * Score) + ((1 - weight) * seen), 0, 1), total, wins);
    }

    /// <summary>The effectiveness after these trades, in order of their exit; those of one instant by their ids.</summary>
    public static Effectiveness Replay(IEnumerable<ReviewedTrade> trades) =>
        InOrder(trades).Aggregate(Start, (score, trade) => score.After(trade));

    /// <summary>Trades as a replay takes them.</summary>
    internal static IEnumerable<ReviewedTrade> InOrder(IEnumerable<ReviewedTrade> trades) =>
        trades.OrderBy(trade => trade.ExitTime).ThenBy(trade => trade.TradeId, StringComparer.Ordinal);
}
