using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace LearningActors.Statistics;

/// <summary>Compares the means of two samples whose variances need not be equal.</summary>
/// <remarks>
/// B. L. Welch, "The generalization of Student's problem when several different population variances are involved", Biometrika
/// 34 (1947).
/// </remarks>
public static class WelchTest
{
    /// <summary>The one-sided p of the second mean being no lower than the first.</summary>
    /// <returns>Null where either sample is below 2.</returns>
    public static double? SecondIsLower(IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        if (first.Count < 2 || second.Count < 2)
            return null;
        var (a, b) = (first.Variance() / first.Count, second.Variance() / second.Count);
        var difference = first.Mean() - second.Mean();
        if (a + b == 0)
            return difference > 0 ? 0 : 1;
        var degrees = (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        return 1 - StudentT.CDF(0, 1, degrees, difference / Math.Sqrt(a + b));
    }
}
