using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>The score interval of a proportion.</summary>
/// <remarks>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).</remarks>
public static class WilsonInterval
{
    private static readonly double s_z95 = Normal.InvCDF(0, 1, 0.975);

    /// <summary>The interval that holds the true proportion with 95 % confidence.</summary>
    /// <param name="count">Successes, 0..n.</param>
    /// <param name="n">Trials, at least 1.</param>
    public static (double Lower, double Upper) At95(long count, long n) => At(count, n, s_z95);

    /// <summary>The interval for a normal quantile <paramref name="z"/>.</summary>
    public static (double Lower, double Upper) At(long count, long n, double z)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, n);
        var rate = (double)count / n;
        var square = z * z;
        var centre = rate + (square / (2 * n));
        var spread = z * Math.Sqrt(((rate * (1 - rate)) + (square / (4 * n))) / n);
        var scale = 1 + (square / n);
        return (count == 0 ? 0 : Math.Max(0, (centre - spread) / scale), count == n ? 1 : Math.Min(1, (centre + spread) / scale));
    }

    /// <summary>A proportion with its interval; without a rate where n is 0.</summary>
    public static Proportion Proportion(long count, long n)
    {
        if (n == 0)
            return new Proportion(0, 0, null, null, null);
        var (lower, upper) = At95(count, n);
        return new Proportion(count, n, (double)count / n, lower, upper);
    }
}
