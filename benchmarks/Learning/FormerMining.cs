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
