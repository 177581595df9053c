using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>A mean and Student's interval around it.</summary>
public static class MeanInterval
{
    /// <summary>Of any values; the 95 % interval is <c>mean ± t(0.975, n − 1)·s/√n</c>.</summary>
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return new Estimate(0, null, null, null);
        var mean = values.Average();
        if (values.Count == 1)
            return new Estimate(1, mean, null, null);
        var half = HalfWidth(values.Count, values.Sum(value => (value - mean) * (value - mean)));
        return new Estimate(values.Count, mean, mean - half, mean + half);
    }

    /// <summary>From sums, <c>Σ(x − mean)² = Σx² − (Σx)²/n</c>; the interval is cut to 1..5.</summary>
    public static RatingMean OfRatings(long n, long sum, long squareSum)
    {
        if (n == 0)
            return new RatingMean(0, null, null, null);
        var mean = (double)sum / n;
        if (n == 1)
            return new RatingMean(1, mean, null, null);
        var half = HalfWidth(n, Math.Max(0, squareSum - ((double)sum * sum / n)));
        return new RatingMean(n, mean, Math.Max(1, mean - half), Math.Min(5, mean + half));
    }

    private static double HalfWidth(long n, double squares) => StudentT.InvCDF(0, 1, n - 1, 0.975) * Math.Sqrt(squares / (n - 1) / n);
}
