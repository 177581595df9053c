using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Puts signals by tickers, small cells drawn towards the mean of all.</summary>
public static class LearningHeatmaps
{
    /// <summary>More tickers are not shown: those with the fewest votes are left out.</summary>
    public const int MaxTickers = 40;

    /// <summary>The heatmap of these cells.</summary>
    public static LearningHeatmap Of(IEnumerable<(string Ticker, SignalType Signal, Tally Tally)> cells)
    {
        (string Ticker, SignalType Signal, Tally Tally)[] all = [.. cells];
        var votes = all.Sum(cell => cell.Tally.Votes);
        // All cells say how much cells differ, also those that are not shown.
        var rates = BetaShrinkage.Rates([.. all.Select(cell => (cell.Tally.Positive, cell.Tally.Votes))]);
        var tickers = all.Zip(rates)
            .GroupBy(cell => cell.First.Ticker, StringComparer.Ordinal)
            .OrderByDescending(ticker => ticker.Sum(cell => cell.First.Tally.Votes))
            .ThenBy(ticker => ticker.Key, StringComparer.Ordinal)
            .ToArray();
        return new LearningHeatmap(
            votes == 0 ? null : (double)all.Sum(cell => cell.Tally.Positive) / votes,
            [
                .. tickers
                    .Take(MaxTickers)
                    .OrderBy(ticker => ticker.Key, StringComparer.Ordinal)
                    .SelectMany(ticker => ticker.OrderBy(cell => cell.First.Signal))
                    .Select(cell => new HeatmapCell(
                        cell.First.Ticker,
                        cell.First.Signal,
                        cell.First.Tally.Explanations,
                        WilsonInterval.Proportion(cell.First.Tally.Positive, cell.First.Tally.Votes),
                        votes == 0 ? null : cell.Second
                    )),
            ],
            Math.Max(0, tickers.Length - MaxTickers)
        );
    }
}
