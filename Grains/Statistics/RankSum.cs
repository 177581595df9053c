using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>Whether the values of one sample lie below those of another, by their ranks.</summary>
/// <remarks>
/// H. Mann, D. Whitney, "On a test of whether one of two random variables is stochastically larger than the other", Ann. Math. Stat. 18
/// (1947). Equal values share their mean rank; the distribution is that of all ways to draw the first sample from both.
/// </remarks>
public static class RankSum
{
    /// <summary>With more values together than this, the normal distribution takes the place of the exact one.</summary>
    private const int MaxExact = 60;

    /// <summary>The one-sided p-value of the first sample lying no lower than the second.</summary>
    /// <returns>Null where either is empty.</returns>
    public static double? FirstIsLower(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        if (first.Count == 0 || second.Count == 0)
            return null;
        double[] all = [.. first.Concat(second).Order()];
        // Twice the mean rank, which is whole: equal values from place i to j share i + j + 2.
        var ranks = all.Select(value => Array.IndexOf(all, value) + Array.LastIndexOf(all, value) + 2).ToArray();
        var sum = first.Sum(value => Array.IndexOf(all, value) + Array.LastIndexOf(all, value) + 2);
        return all.Length <= MaxExact ? Exact(ranks, first.Count, sum) : Approximate(ranks, first.Count, sum);
    }

    private static double Exact(int[] ranks, int n, int sum)
    {
        // How many ways there are to draw k of the ranks seen so far with a sum.
        var ways = new double[n + 1, ranks.Sum() + 1];
        ways[0, 0] = 1;
        var reached = 0;
        foreach (var rank in ranks)
        {
            reached += rank;
            for (var k = n; k >= 1; k--)
            {
                for (var total = reached; total >= rank; total--)
                    ways[k, total] += ways[k - 1, total - rank];
            }
        }

        var (below, all) = (0.0, 0.0);
        for (var total = 0; total <= reached; total++)
        {
            all += ways[n, total];
            below += total <= sum ? ways[n, total] : 0;
        }

        return below / all;
    }

    private static double Approximate(int[] ranks, int n, int sum)
    {
        var (all, mean) = (ranks.Length, ranks.Average());
        var variance = (double)n * (all - n) / (all * (all - 1.0)) * ranks.Sum(rank => (rank - mean) * (rank - mean));
        return variance == 0 ? 1 : Normal.CDF(0, 1, (sum + 1 - (n * mean)) / Math.Sqrt(variance));
    }
}
