using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>The power of a χ² test.</summary>
/// <remarks>J. Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd ed. 1988, chapter 7.</remarks>
public static class ChiSquaredPower
{
    /// <summary>The probability that the test finds an effect.</summary>
    /// <param name="effect">Cohen's w: √(Σ (p₁ − p₀)² / p₀).</param>
    /// <param name="n">Observations.</param>
    /// <param name="degreesOfFreedom">Of the test.</param>
    /// <param name="level">The level of significance, 0..1.</param>
    public static double Of(double effect, double n, double degreesOfFreedom, double level)
    {
        var critical = ChiSquared.InvCDF(degreesOfFreedom, 1 - level);
        return UpperTail(critical, degreesOfFreedom, n * effect * effect);
    }

    /// <summary>P(X &gt; x) of the noncentral χ², as a Poisson mixture of central ones, summed outwards from its mode.</summary>
    private static double UpperTail(double x, double degreesOfFreedom, double noncentrality)
    {
        var half = noncentrality / 2;
        var mode = (int)half;
        var total = 0.0;
        for (var j = mode; j >= 0 && Add(j); j--) { }

        for (var j = mode + 1; Add(j); j++) { }

        return Math.Min(1, total);

        bool Add(int j)
        {
            var weight = half == 0 ? (j == 0 ? 1 : 0) : Math.Exp((j * Math.Log(half)) - half - SpecialFunctions.GammaLn(j + 1.0));
            total += weight * SpecialFunctions.GammaUpperRegularized((degreesOfFreedom / 2) + j, x / 2);
            return weight > 1e-17;
        }
    }
}
