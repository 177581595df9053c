using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>A 2×2 table of a stratum: successes of a group, and of the others.</summary>
/// <param name="Count">Successes in the group.</param>
/// <param name="N">The group.</param>
/// <param name="RestCount">Successes among the others.</param>
/// <param name="RestN">The others.</param>
public readonly record struct TwoByTwo(long Count, long N, long RestCount, long RestN)
{
    /// <summary>All of the stratum.</summary>
    public long Total => N + RestN;

    /// <summary>All successes.</summary>
    public long Successes => Count + RestCount;

    /// <summary>The successes that the group would have if it were like the others.</summary>
    public double Expected => Total == 0 ? 0 : (double)N * Successes / Total;

    /// <summary>Their hypergeometric variance.</summary>
    public double Variance => Total < 2 ? 0 : (double)N * RestN * Successes * (Total - Successes) / ((double)Total * Total * (Total - 1));
}

/// <summary>Whether a group differs from the others within strata, so that what differs between the strata is left out.</summary>
/// <remarks>
/// N. Mantel, W. Haenszel, "Statistical aspects of the analysis of data from retrospective studies of disease", JNCI 22 (1959). The exact
/// distribution, given the margins of each stratum, is the convolution of the strata's hypergeometric ones, as in R's
/// <c>mantelhaen.test(exact = TRUE)</c>: A. Agresti, "Categorical Data Analysis", 2nd ed. 2002, section 6.7.5.
/// </remarks>
public static class MantelHaenszel
{
    /// <summary>From this variance on the normal distribution takes the place of the exact one.</summary>
    private const double NormalFrom = 100;

    /// <summary>Outcomes whose probability differs by less than this factor count as equally likely, as in R.</summary>
    private const double RelativeError = 1 + 1e-7;

    /// <summary>What is less likely than this, beside the most likely outcome of its stratum, is left out.</summary>
    private const double Negligible = 1e-30;

    /// <summary>
    /// The two-sided p-value of the group being like the others in every stratum: exact, the probability of all sums of successes no
    /// more likely than this one; with a variance of 100 or more, by the normal distribution with a correction for continuity.
    /// </summary>
    public static double TwoSided(IReadOnlyList<TwoByTwo> strata)
    {
        var (difference, variance) = Score(strata);
        if (variance == 0)
            return 1;
        return variance >= NormalFrom
            ? Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Max(0, Math.Abs(difference) - 0.5) / Math.Sqrt(variance)))
            : Exact(strata);
    }

    /// <summary>
    /// The chi-squared statistic with one degree of freedom: <c>(|Σ(a − E)| − ½)² / ΣV</c>, without the ½ where it is not corrected.
    /// </summary>
    public static double ChiSquared(IReadOnlyList<TwoByTwo> strata, bool isCorrected)
    {
        var (difference, variance) = Score(strata);
        var distance = Math.Max(0, Math.Abs(difference) - (isCorrected ? 0.5 : 0));
        return variance == 0 ? 0 : distance * distance / variance;
    }

    /// <summary>
    /// What the successes of the group exceed the expected ones by, <c>Σ(a − E)</c>, and the variance of that, <c>ΣV</c>. Their quotient
    /// is the one-step estimate of the common log odds ratio, with the variance <c>1/ΣV</c>.
    /// </summary>
    /// <remarks>
    /// S. Yusuf, R. Peto et al., "Beta blockade during and after myocardial infarction", Prog. Cardiovasc. Dis. 27 (1985).
    /// </remarks>
    public static (double Difference, double Variance) Score(IReadOnlyList<TwoByTwo> strata) =>
        (strata.Sum(stratum => stratum.Count - stratum.Expected), strata.Sum(stratum => stratum.Variance));

    private static double Exact(IReadOnlyList<TwoByTwo> strata)
    {
        double[] distribution = [1];
        var place = 0L;
        foreach (var stratum in strata.Where(stratum => stratum.Variance > 0))
        {
            var (least, probabilities) = Hypergeometric(stratum);
            var next = new double[distribution.Length + probabilities.Length - 1];
            for (var i = 0; i < distribution.Length; i++)
            {
                for (var j = 0; j < probabilities.Length; j++)
                    next[i + j] += distribution[i] * probabilities[j];
            }

            distribution = next;
            place += stratum.Count - least;
        }

        // What was left out as negligible is as extreme as anything.
        if (place < 0 || place >= distribution.Length)
            return 0;
        var observed = distribution[place] * RelativeError;
        return Math.Min(1, distribution.Where(probability => probability <= observed).Sum() / distribution.Sum());
    }

    /// <summary>The probabilities of the successes in a group, from the least likely kept on, and that least number.</summary>
    private static (long Min, double[] Probabilities) Hypergeometric(TwoByTwo stratum)
    {
        var (row, column, n) = (stratum.N, stratum.Successes, stratum.Total);
        long min = Math.Max(0, row + column - n),
            max = Math.Min(row, column);
        var mode = Math.Clamp((long)((row + 1.0) * (column + 1.0) / (n + 2.0)), min, max);
        var (up, down) = (new List<double>(), new List<double>());
        for (var (x, weight) = (mode, 1.0); x <= max && weight > Negligible; x++)
        {
            up.Add(weight);
            weight *= (row - x) * (double)(column - x) / ((x + 1.0) * (n - row - column + x + 1.0));
        }

        for (var (x, weight) = (mode - 1, Down(mode)); x >= min && weight > Negligible; x--)
        {
            down.Add(weight);
            weight *= Down(x);
        }

        var all = up.Sum() + down.Sum();
        return (mode - down.Count, [.. Enumerable.Reverse(down).Concat(up).Select(weight => weight / all)]);

        double Down(long x) => x * (double)(n - row - column + x) / ((row - x + 1.0) * (column - x + 1.0));
    }
}
