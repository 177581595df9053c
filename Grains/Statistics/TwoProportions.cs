using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>Two independent proportions beside each other.</summary>
/// <remarks>J. Fleiss, B. Levin, M. Paik, "Statistical Methods for Rates and Proportions", 3rd ed. 2003, chapters 3 and 4.</remarks>
public static class TwoProportions
{
    /// <summary>The standardised difference b − a under equality, by the pooled rate; 0 where nothing can be said.</summary>
    public static double Z(long countA, long nA, long countB, long nB)
    {
        if (nA <= 0 || nB <= 0)
            return 0;
        var pooled = (double)(countA + countB) / (nA + nB);
        var variance = pooled * (1 - pooled) * ((1.0 / nA) + (1.0 / nB));
        return variance <= 0 ? 0 : (((double)countB / nB) - ((double)countA / nA)) / Math.Sqrt(variance);
    }

    /// <summary>The one-sided p-value of "b is no better than a".</summary>
    public static double OneSidedPValue(long countA, long nA, long countB, long nB) => Normal.CDF(0, 1, -Z(countA, nA, countB, nB));

    /// <summary>Observations that each group needs so that a difference is found.</summary>
    /// <param name="rateA">The rate of the one, 0..1.</param>
    /// <param name="rateB">The rate of the other, another one.</param>
    /// <param name="oneSidedLevel">The one-sided level of significance.</param>
    /// <param name="power">The probability to find it.</param>
    /// <exception cref="ArgumentException">The rates are equal.</exception>
    public static long SampleSize(double rateA, double rateB, double oneSidedLevel, double power)
    {
        if (rateA == rateB)
            throw new ArgumentException("Equal rates differ in no sample, however large.", nameof(rateB));
        var mean = (rateA + rateB) / 2;
        var root =
            (Normal.InvCDF(0, 1, 1 - oneSidedLevel) * Math.Sqrt(2 * mean * (1 - mean)))
            + (Normal.InvCDF(0, 1, power) * Math.Sqrt((rateA * (1 - rateA)) + (rateB * (1 - rateB))));
        return (long)Math.Ceiling(Math.Pow(root / (rateB - rateA), 2));
    }
}
