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
        long row = a + b, column = a + c, n = a + b + c + d;
        long least = Math.Max(0, row + column - n), most = Math.Min(row, column);
        if (least == most)
            return 1;
        var limit = LogProbability(a, row, column, n) + Math.Log(RelativeError);
        var total = 0.0;
        for (var x = least; x <= most; x++)
        {
            var log = LogProbability(x, row, column, n);
            if (log <= limit)
                total += Math.Exp(log);
        }

        return Math.Min(1, total);
    }

    private static double LogProbability(long x, long row, long column, long n) =>
        LogChoose(column, x) + LogChoose(n - column, row - x) - LogChoose(n, row);

    private static double LogChoose(long n, long k) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);
}
