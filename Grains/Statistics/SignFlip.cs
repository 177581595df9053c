using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>Whether values lie around zero, without assuming how they are distributed.</summary>
/// <remarks>
/// Fisher's randomisation test: R. A. Fisher, "The Design of Experiments", 1935, section 21. Each value is as likely as its opposite if
/// nothing draws them to one side.
/// </remarks>
public static class SignFlip
{
    private const int MaxExact = 16;
    private const double Tolerance = 1e-9;

    /// <summary>
    /// The two-sided p-value: the share of all ways to give the values signs whose sum is as far from zero; for more than 16 values by the
    /// normal distribution.
    /// </summary>
    public static double TwoSided(IReadOnlyList<double> values)
    {
        double[] sizes = [.. values.Select(Math.Abs).Where(size => size > 0)];
        if (sizes.Length == 0)
            return 1;
        var sum = Math.Abs(values.Sum());
        if (sizes.Length > MaxExact)
            return 2 * Normal.CDF(0, 1, -sum / Math.Sqrt(sizes.Sum(size => size * size)));
        var asFar = 0;
        for (var signs = 0; signs < 1 << sizes.Length; signs++)
        {
            var flipped = 0.0;
            for (var i = 0; i < sizes.Length; i++)
                flipped += (signs >> i & 1) == 0 ? sizes[i] : -sizes[i];
            asFar += Math.Abs(flipped) >= sum - Tolerance ? 1 : 0;
        }

        return (double)asFar / (1 << sizes.Length);
    }
}
