using LearningActors.Trades;
using MathNet.Numerics.Distributions;

namespace LearningActors.Insights;

/// <summary>The trades of some conditions beside the others.</summary>
/// <param name="N">Trades of the conditions.</param>
/// <param name="Wins">Those of them with a profit.</param>
/// <param name="RestN">The others.</param>
/// <param name="RestWins">Those of them with a profit.</param>
internal sealed record Contrast(long N, long Wins, long RestN, long RestWins)
{
    internal bool IsBetter => N > 0 && RestN > 0 && Wins * (double)RestN > RestWins * (double)N;

    internal static Contrast Of(IEnumerable<TradeResult> scope, TradeConditions conditions)
    {
        var (n, wins, restN, restWins) = (0L, 0L, 0L, 0L);
        foreach (var trade in scope)
        {
            if (conditions.Holds(trade))
                (n, wins) = (n + 1, wins + (trade.IsWin ? 1 : 0));
            else
                (restN, restWins) = (restN + 1, restWins + (trade.IsWin ? 1 : 0));
        }

        return new Contrast(n, wins, restN, restWins);
    }

    /// <summary>
    /// The posterior probability that the win rate there is higher, or lower, than the rest's: independent beta posteriors
    /// with Jeffreys' prior, their difference taken as normal.
    /// </summary>
    internal double Confidence(bool isBetter)
    {
        if (N == 0 || RestN == 0)
            return 0.5;
        var ((mean, variance), (restMean, restVariance)) = (Posterior(Wins, N), Posterior(RestWins, RestN));
        var z = (mean - restMean) / Math.Sqrt(variance + restVariance);
        return Normal.CDF(0, 1, isBetter ? z : -z);
    }

    private static (double Mean, double Variance) Posterior(long wins, long n)
    {
        var mean = (wins + 0.5) / (n + 1);
        return (mean, mean * (1 - mean) / (n + 2));
    }
}
