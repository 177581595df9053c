using MathNet.Numerics;

namespace LearningActors.Statistics;

/// <summary>Fisher's exact test of a 2×2 table.</summary>
public static class FisherExact
{
    /// <summary>Tables whose probability differs by less than this factor count as equally likely, as in R's <c>fisher.test</c>.</summary>
    private const double RelativeError = 1 + 1e-7;

    /// <summary>
    /// The two-sided p-value of <c>[[a, b], [c, d]]</c>: the probability, with the margins given, of all tables no more
    /// likely than this one.
    /// </summary>
    public static double TwoSided(long a, long b, long c, long d)
    {
        if (a < 0 || b < 0 || c < 0 || d < 0)
            throw new ArgumentOutOfRangeException(nameof(a), $"Counts must not be negative: {a}, {b}, {c}, {d}.");
        long row = a + b,
            column = a + c,
            n = a + b + c + d;
        long min = Math.Max(0, row + column - n),
            max = Math.Min(row, column);
        if (min == max)
            return 1;
        // Probabilities relative to the most likely table, each from its neighbour; those that vanish beside it don't matter.
        var mode = Math.Clamp((long)((row + 1.0) * (column + 1.0) / (n + 2.0)), min, max);
        var observed = Math.Exp(LogProbability(a, row, column, n) - LogProbability(mode, row, column, n)) * RelativeError;
        var (all, extreme) = (0.0, 0.0);
        for (var (x, weight) = (mode, 1.0); x <= max && weight > 0; x++)
        {
            Count(weight);
            weight *= (row - x) * (double)(column - x) / ((x + 1.0) * (n - row - column + x + 1.0));
        }

        for (var (x, weight) = (mode - 1, Down(mode)); x >= min && weight > 0; x--)
        {
            Count(weight);
            weight *= Down(x);
        }

        return Math.Min(1, extreme / all);

        double Down(long x) => x * (double)(n - row - column + x) / ((row - x + 1.0) * (column - x + 1.0));

        void Count(double weight)
        {
            all += weight;
            if (weight <= observed)
                extreme += weight;
        }
    }

    private static double LogProbability(long x, long row, long column, long n) =>
        LogChoose(column, x) + LogChoose(n - column, row - x) - LogChoose(n, row);

    private static double LogChoose(long n, long k) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);
}
