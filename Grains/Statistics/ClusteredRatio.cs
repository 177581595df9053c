using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>Compares two rates, or means, whose observations come in clusters that go together, such as those of a week.</summary>
/// <remarks>
/// The variance is that of a ratio of cluster totals (W. G. Cochran, "Sampling Techniques", 3rd ed. 1977, section 9A), so that what the
/// observations of a cluster have in common is not taken for evidence. The test is Student's with one degree of freedom for each cluster
/// beyond the first on either side: A. Donner, N. Klar, "Design and Analysis of Cluster Randomization Trials", 2000, chapter 6.
/// </remarks>
public static class ClusteredRatio
{
    /// <summary>The one-sided p of the second ratio being no lower than the first.</summary>
    /// <param name="first">Each cluster's total and number of observations.</param>
    /// <param name="second">The same of the other side.</param>
    /// <returns>Null where either side has less than two clusters with observations.</returns>
    public static double? SecondIsLower(IEnumerable<(double Total, long N)> first, IEnumerable<(double Total, long N)> second)
    {
        (double Total, long N)[] one = [.. first.Where(cluster => cluster.N > 0)];
        (double Total, long N)[] other = [.. second.Where(cluster => cluster.N > 0)];
        if (one.Length < 2 || other.Length < 2)
            return null;
        var ((rate, variance), (otherRate, otherVariance)) = (Of(one), Of(other));
        var difference = rate - otherRate;
        return variance + otherVariance == 0
            ? difference > 0
                ? 0
                : 1
            : 1 - StudentT.CDF(0, 1, one.Length + other.Length - 2, difference / Math.Sqrt(variance + otherVariance));
    }

    private static (double Rate, double Variance) Of((double Total, long N)[] clusters)
    {
        double n = clusters.Sum(cluster => cluster.N);
        var rate = clusters.Sum(cluster => cluster.Total) / n;
        var squares = clusters.Sum(cluster => Math.Pow(cluster.Total - (rate * cluster.N), 2));
        return (rate, clusters.Length / (clusters.Length - 1.0) * squares / (n * n));
    }
}
