using LearningActors.Analysis;
using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>The mean of ratings and Student's interval around it.</summary>
public static class MeanInterval
{
    /// <summary>From sums: <c>s² = (Σx² − (Σx)²/n) / (n − 1)</c>; the 95 % interval is <c>mean ± t(0.975, n − 1)·s/√n</c>, cut to 1..5.</summary>
    public static RatingMean OfRatings(long n, long sum, long squareSum)
    {
        if (n == 0)
            return new RatingMean(0, null, null, null);
        var mean = (double)sum / n;
        if (n == 1)
            return new RatingMean(1, mean, null, null);
        var variance = Math.Max(0, (squareSum - ((double)sum * sum / n)) / (n - 1));
        var half = StudentT.InvCDF(0, 1, n - 1, 0.975) * Math.Sqrt(variance / n);
        return new RatingMean(n, mean, Math.Max(1, mean - half), Math.Min(5, mean + half));
    }
}
