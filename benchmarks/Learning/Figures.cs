using System.Globalization;
using LearningActors.Statistics;

namespace LearningActors.Benchmarks.Learning;

/// <summary>Figures of simulations, with their 95 % intervals.</summary>
internal static class Figures
{
    /// <summary>The share of runs that something is true of.</summary>
    internal static string Share(int runs, Func<int, bool> isTrue)
    {
        var count = 0;
        Parallel.For(
            0,
            runs,
            i =>
            {
                if (isTrue(i))
                    Interlocked.Increment(ref count);
            }
        );
        return Share(count, runs);
    }

    /// <summary>A share of n.</summary>
    internal static string Share(int count, int n)
    {
        if (n == 0)
            return "– (of 0)";
        var (lower, upper) = WilsonInterval.At95(count, n);
        return $"{Percent((double)count / n)} ({Percent(lower)}–{Percent(upper)})";
    }

    /// <summary>The mean of a number for each run.</summary>
    internal static string Mean(IEnumerable<int> values)
    {
        var estimate = MeanInterval.Of([.. values.Select(value => (double)value)]);
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:0.00} ({estimate.Lower:0.00}–{estimate.Upper:0.00})");
    }

    private static string Percent(double fraction) => fraction.ToString("0.0 %", CultureInfo.InvariantCulture);
}
