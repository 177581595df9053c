namespace LearningActors.Statistics;

/// <summary>An interval around a running mean that holds the true one at every look, however often one looks.</summary>
/// <remarks>
/// I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy, A. Ramdas, "Time-uniform central limit theory and asymptotic
/// confidence sequences", Ann. Stat. 52 (2024), theorem 2.2 and section B.2 for the choice of ρ.
/// </remarks>
public static class ConfidenceSequence
{
    /// <summary>Half the width: <c>σ·√(2(nρ² + 1)/(n²ρ²)·ln(√(nρ² + 1)/α))</c>; without bound before the first observation.</summary>
    /// <param name="deviation">The estimated standard deviation of an observation.</param>
    /// <param name="n">Observations.</param>
    /// <param name="level">The probability that the sequence ever misses, two-sided.</param>
    /// <param name="tightest">The n at which the sequence shall be tightest.</param>
    public static double HalfWidth(double deviation, double n, double level, double tightest)
    {
        if (n <= 0)
            return double.PositiveInfinity;
        var square = RhoSquared(level, tightest);
        var inner = (n * square) + 1;
        return deviation * Math.Sqrt(2 * inner / (n * n * square) * Math.Log(Math.Sqrt(inner) / level));
    }

    /// <summary>Half the width where the sequence is tightest, in standard errors.</summary>
    /// <param name="level">The probability that the sequence ever misses, two-sided.</param>
    public static double Critical(double level) => HalfWidth(1, 1, level, 1);

    private static double RhoSquared(double level, double tightest) =>
        ((-2 * Math.Log(level)) + Math.Log((-2 * Math.Log(level)) + 1)) / tightest;
}
