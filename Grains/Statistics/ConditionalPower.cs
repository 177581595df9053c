using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>The probability that a test crosses at its planned end, given what was seen so far.</summary>
/// <remarks>
/// K. Lan, R. Simon, M. Halperin, "Stochastically curtailed tests in long-term clinical trials", Sequential Analysis 1 (1982): the score
/// <c>B(t) = z√t</c> goes on as Brownian motion with the planned drift <c>z(1−α) + z(power)</c>.
/// </remarks>
public static class ConditionalPower
{
    /// <summary>The power where the planned difference is the true one, whatever the data suggest.</summary>
    /// <param name="z">The standardised difference now.</param>
    /// <param name="fraction">Information over the planned information, 0..1; from 1 on nothing is to come.</param>
    /// <param name="level">The one-sided level at the end.</param>
    /// <param name="power">The power that was planned.</param>
    public static double Of(double z, double fraction, double level, double power)
    {
        var critical = Normal.InvCDF(0, 1, 1 - level);
        if (fraction >= 1)
            return z >= critical ? 1 : 0;
        var drift = critical + Normal.InvCDF(0, 1, power);
        var left = 1 - Math.Max(0, fraction);
        return Normal.CDF(0, 1, ((z * Math.Sqrt(Math.Max(0, fraction))) + (drift * left) - critical) / Math.Sqrt(left));
    }
}
