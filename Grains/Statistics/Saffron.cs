namespace LearningActors.Statistics;

/// <summary>
/// The level of the next test in a stream of tests without end, so that of all that are found in the long run no larger part is false
/// than is wanted.
/// </summary>
/// <remarks>
/// A. Ramdas, T. Zrnic, M. Wainwright, M. Jordan, "SAFFRON: an adaptive algorithm for online control of the false discovery rate", ICML
/// 2018, with their constants: λ = 1/2, initial wealth of half the rate, γ(j) in proportion to j^−1.6.
/// </remarks>
public static class Saffron
{
    /// <summary>A p-value up to this makes a candidate: testing it costs nothing. One above it costs its level.</summary>
    public const double Lambda = 0.5;

    private const double Exponent = 1.6;

    /// <summary>The Riemann zeta function at <see cref="Exponent"/>: the γ add up to 1.</summary>
    private const double Zeta = 2.285765646;

    /// <summary>The level of the next test.</summary>
    /// <param name="past">For each earlier test, oldest first: its p-value, and whether it found something.</param>
    /// <param name="rate">The rate of false discoveries that is wanted, such as 0.05.</param>
    public static double Level(IReadOnlyList<(double PValue, bool IsFound)> past, double rate)
    {
        var initial = rate / 2;
        var next = past.Count;
        var sum = initial * Gamma(next + 1 - Candidates(0));
        var found = 0;
        for (var i = 0; i < past.Count; i++)
        {
            if (!past[i].IsFound)
                continue;
            found++;
            sum += (found == 1 ? rate - initial : rate) * Gamma(next - i - Candidates(i + 1));
        }

        return Math.Min(Lambda, (1 - Lambda) * sum);

        int Candidates(int from) => past.Skip(from).Count(one => one.PValue <= Lambda);
    }

    private static double Gamma(int j) => Math.Pow(j, -Exponent) / Zeta;
}
