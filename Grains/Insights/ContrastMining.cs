using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>A contrast that the trades support.</summary>
internal sealed record MinedContrast(TradeConditions Conditions, Contrast Contrast, double QValue);

/// <summary>Searches trades for conditions under which they win more or less often than the rest.</summary>
internal static class ContrastMining
{
    /// <summary>The false discovery rate; with nothing to find it is the probability to report anything.</summary>
    internal const double Level = 0.05;

    /// <summary>
    /// Every value of an attribute and every pair of two attributes' values against the rest: two-sided Fisher exact,
    /// Benjamini–Hochberg over all that were tested.
    /// </summary>
    /// <param name="trades">The trades.</param>
    /// <param name="minTrades">Fewer in the conditions are not tested.</param>
    internal static IReadOnlyList<MinedContrast> Find(IReadOnlyCollection<TradeResult> trades, int minTrades)
    {
        var wins = trades.Count(trade => trade.IsWin);
        var cells = new Dictionary<TradeConditions, (long N, long Wins)>();
        foreach (var trade in trades)
        {
            foreach (var conditions in CellsOf(trade))
            {
                var (n, won) = cells.GetValueOrDefault(conditions);
                cells[conditions] = (n + 1, won + (trade.IsWin ? 1 : 0));
            }
        }

        var tested = cells
            .Where(cell => cell.Value.N >= minTrades && trades.Count - cell.Value.N >= minTrades)
            .Select(cell =>
                (
                    Conditions: cell.Key,
                    Contrast: new Contrast(cell.Value.N, cell.Value.Wins, trades.Count - cell.Value.N, wins - cell.Value.Wins)
                )
            )
            .ToArray();
        var q = BenjaminiHochberg.Adjust([
            .. tested.Select(one =>
                FisherExact.TwoSided(
                    one.Contrast.Wins,
                    one.Contrast.N - one.Contrast.Wins,
                    one.Contrast.RestWins,
                    one.Contrast.RestN - one.Contrast.RestWins
                )
            ),
        ]);
        return
        [
            .. tested
                .Select((one, i) => new MinedContrast(one.Conditions, one.Contrast, q[i]))
                .Where(one => one.QValue < Level)
                .OrderBy(one => one.QValue),
        ];
    }

    private static IEnumerable<TradeConditions> CellsOf(TradeResult trade)
    {
        var attributes = new List<Func<TradeConditions, TradeConditions>>(5)
        {
            conditions => conditions with { Symbol = trade.Symbol },
            conditions => conditions with { Hour = trade.Hour },
        };
        if (trade.SetupType is not null)
            attributes.Add(conditions => conditions with { SetupType = trade.SetupType });
        if (trade.MarketPhase is not null)
            attributes.Add(conditions => conditions with { MarketPhase = trade.MarketPhase });
        if (trade.Timeframe is not null)
            attributes.Add(conditions => conditions with { Timeframe = trade.Timeframe });
        for (var i = 0; i < attributes.Count; i++)
        {
            var one = attributes[i](TradeConditions.All);
            yield return one;
            for (var j = i + 1; j < attributes.Count; j++)
                yield return attributes[j](one);
        }
    }
}
