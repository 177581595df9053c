using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>
/// Trades that are one bet: of the same symbol and side, entered within a minute of the first of them, by whichever rules. They win or lose
/// together, so that they count once.
/// </summary>
/// <param name="Trades">At least one, the first entered first.</param>
internal sealed record Bet(IReadOnlyList<TradeResult> Trades)
{
    private static readonly TimeSpan s_together = TimeSpan.FromMinutes(1);

    /// <summary>All of it together made a profit.</summary>
    internal bool IsWin { get; } = Trades.Count == 1 ? Trades[0].IsWin : Trades.Sum(trade => trade.Course?.Pnl ?? 0) > 0;

    /// <summary>Names it over all nights: its first trade does not change, unless an earlier one comes late.</summary>
    internal string Key => Trades[0].Id;

    /// <summary>
    /// What it makes on average of its trades: R multiples, or shares of what was paid; null where that is unknown, and for wins.
    /// </summary>
    internal double? Result(InsightOutcome outcome) =>
        outcome switch
        {
            InsightOutcome.RMultiple => Trades.Average(trade => trade.Course?.RMultiple),
            InsightOutcome.Return => Trades.Average(trade => trade.Course?.Return),
            _ => null,
        };

    /// <summary>The bets of trades, in the order in which they come. A trade of which only its end is known is one of its own.</summary>
    internal static IReadOnlyList<Bet> Of(IReadOnlyCollection<TradeResult> trades)
    {
        var (first, places) = (
            new Dictionary<(string, TradeSide), (DateTimeOffset At, List<TradeResult> Bet)>(),
            new Dictionary<string, int>()
        );
        var bets = new List<List<TradeResult>>();
        foreach (var trade in trades)
            places.TryAdd(trade.Id, places.Count);
        foreach (var trade in trades.OrderBy(trade => trade.Course?.EntryTime).ThenBy(trade => trade.Id, StringComparer.Ordinal))
        {
            if (trade.Course is { } course)
            {
                var position = (trade.Symbol, course.Side);
                if (first.TryGetValue(position, out var open) && course.EntryTime - open.At < s_together)
                {
                    open.Bet.Add(trade);
                    continue;
                }

                bets.Add([trade]);
                first[position] = (course.EntryTime, bets[^1]);
            }
            else
                bets.Add([trade]);
        }

        return [.. bets.OrderBy(bet => places[bet[0].Id]).Select(bet => new Bet(bet))];
    }
}
