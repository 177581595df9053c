using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>Compares two rates, or means, whose observations come in clusters that go together, such as those of a week.</summary>
/// <remarks>
/// A. Donner, N. Klar, "Design and Analysis of Cluster Randomization Trials", 2000, chapter 6: Student's test of cluster means, weighted by
/// their sizes, with the variance between clusters of both sides together, so that two clusters that happen to be alike are no evidence.
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
        var ((rate, n, squares), (otherRate, otherN, otherSquares)) = (Of(one), Of(other));
        var degrees = one.Length + other.Length - 2;
        var variance = (squares + otherSquares) / degrees * ((1 / n) + (1 / otherN));
        var difference = rate - otherRate;
        return variance == 0
            ? difference > 0
                ? 0
                : 1
            : 1 - StudentT.CDF(0, 1, degrees, difference / Math.Sqrt(variance));
    }

    private static (double Rate, double N, double Squares) Of((double Total, long N)[] clusters)
    {
        double n = clusters.Sum(cluster => cluster.N);
        var rate = clusters.Sum(cluster => cluster.Total) / n;
        return (rate, n, clusters.Sum(cluster => cluster.N * Math.Pow((cluster.Total / cluster.N) - rate, 2)));
    }
}
