using LearningActors.Insights;
using LearningActors.Statistics;
using LearningActors.Trades;
using MathNet.Numerics.Distributions;

namespace LearningActors.Benchmarks.Learning;

/// <summary>
/// The simple method that the service's is compared with: every attribute's value and every pair of values against all others, Fisher
/// exact, one false discovery rate over all; confidence is the posterior probability of the better rate, with Jeffreys' prior.
/// </summary>
internal static class FormerMining
{
    internal static IReadOnlyList<(TradeConditions Conditions, bool IsBetter, double Confidence)> Find(IReadOnlyList<TradeResult> trades)
    {
        var table = new BetTable([.. trades.Select(trade => new Bet([trade]))]);
        var tested = table.Cells(5).Select(cell => (Cell: cell, Contrast: table.Compare(cell))).ToArray();
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
                .Where((_, i) => q[i] < 0.05)
                .Select(one => (one.Cell, one.Contrast.IsBetter, Confidence(one.Contrast, one.Contrast.IsBetter))),
        ];
    }

    /// <summary>The same of what trades make: Student's test, with pooled variance, of every cell against all others.</summary>
    internal static IReadOnlyList<(TradeConditions Conditions, bool IsBetter)> FindSizes(IReadOnlyList<TradeResult> trades)
    {
        var table = new BetTable([.. trades.Select(trade => new Bet([trade]))], InsightOutcome.RMultiple);
        var tested = table.Cells(5).Select(cell => (Cell: cell, T: Student(table, trades, cell))).ToArray();
        var q = BenjaminiHochberg.Adjust([.. tested.Select(one => 2 * StudentT.CDF(0, 1, trades.Count - 2, -Math.Abs(one.T)))]);
        return [.. tested.Where((_, i) => q[i] < 0.05).Select(one => (one.Cell, one.T > 0))];
    }

    private static double Student(BetTable table, IReadOnlyList<TradeResult> trades, TradeConditions cell)
    {
        var (there, rest) = (Sample(table.Where(cell)), Sample(table.All.Without(table.Where(cell))));
        var variance = (there.Squares + rest.Squares) / (there.N + rest.N - 2);
        return (there.Mean - rest.Mean) / Math.Sqrt(variance * ((1.0 / there.N) + (1.0 / rest.N)));

        (int N, double Mean, double Squares) Sample(BetSet bets)
        {
            double[] values = [.. bets.Places.Select(place => trades[place].Course!.RMultiple!.Value)];
            var average = values.Average();
            return (values.Length, average, values.Sum(value => (value - average) * (value - average)));
        }
    }

    internal static double Confidence(Contrast contrast, bool isBetter)
    {
        var ((mean, variance), (restMean, restVariance)) = (
            Posterior(contrast.Wins, contrast.N),
            Posterior(contrast.RestWins, contrast.RestN)
        );
        var z = (mean - restMean) / Math.Sqrt(variance + restVariance);
        return Normal.CDF(0, 1, isBetter ? z : -z);
    }

    private static (double Mean, double Variance) Posterior(long wins, long n)
    {
        var mean = (wins + 0.5) / (n + 1);
        return (mean, mean * (1 - mean) / (n + 2));
    }
}
