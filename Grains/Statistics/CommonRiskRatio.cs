using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>How much more often something happens in a group than among others, over strata.</summary>
/// <remarks>
/// The estimate of Mantel and Haenszel, with the variance of its logarithm by S. Greenland, J. M. Robins, "Estimation of a common effect
/// parameter from sparse follow-up data", Biometrics 41 (1985). In one stratum it is the ratio of the two proportions, with the interval of
/// D. Katz and others, Biometrics 34 (1978).
/// </remarks>
public static class CommonRiskRatio
{
    private static readonly double s_z95 = Normal.InvCDF(0, 1, 0.975);

    /// <summary>
    /// The relative difference, 0.25 for a quarter more often, with its 95 % interval; without a mean where it can't be said.
    /// </summary>
    /// <param name="strata">Those in which the group or the others have nothing say nothing.</param>
    public static Estimate Lift(IEnumerable<TwoByTwo> strata)
    {
        var (n, here, there, variance) = (0L, 0.0, 0.0, 0.0);
        foreach (var stratum in strata.Where(one => one.N > 0 && one.RestN > 0))
        {
            double total = stratum.Total;
            n += stratum.Total;
            here += stratum.Count * stratum.RestN / total;
            there += stratum.RestCount * stratum.N / total;
            variance +=
                (((double)stratum.N * stratum.RestN * stratum.Successes) - ((double)stratum.Count * stratum.RestCount * total))
                / (total * total);
        }

        var size = (int)Math.Min(n, int.MaxValue);
        if (here == 0 || there == 0)
            return new Estimate(size, null, null, null);
        var (ratio, spread) = (here / there, Math.Exp(s_z95 * Math.Sqrt(variance / (here * there))));
        return new Estimate(size, ratio - 1, (ratio / spread) - 1, (ratio * spread) - 1);
    }
}
