using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>What is believed of an effect once its estimate is drawn towards those of its family.</summary>
/// <param name="Positive">The probability that the effect is above zero.</param>
/// <param name="Negative">The probability that it is below zero; what is left is that there is none.</param>
/// <param name="Mean">Its expected size.</param>
/// <param name="Lower">It is below this with a probability of 2.5 %.</param>
/// <param name="Upper">It is above this with a probability of 2.5 %.</param>
public readonly record struct ShrunkEffect(double Positive, double Negative, double Mean, double Lower, double Upper);

/// <summary>
/// Effects of a family, of which an unknown share is exactly zero: empirical Bayes with a point mass at zero and normal distributions of
/// several widths around it, whose shares are those that the family's estimates make most likely.
/// </summary>
/// <remarks>
/// M. Stephens, "False discovery rates: a new deal", Biostatistics 18 (2017): the mixture, its grid of widths, and the penalty of ten on
/// the share of zeros, which makes a small family believe in few effects. One less than the larger probability of a sign is his local
/// false sign rate.
/// </remarks>
public sealed class AdaptiveShrinkage
{
    private const double NullPenalty = 10;
    private const int MaxSteps = 1000;
    private const double Settled = 1e-6;
    private readonly double[] _widths;
    private readonly double[] _shares;

    private AdaptiveShrinkage(double[] widths, double[] shares) => (_widths, _shares) = (widths, shares);

    /// <summary>The share of the family that has no effect.</summary>
    public double NullShare => _shares[0];

    /// <summary>Fits the shares to the estimates of a family.</summary>
    /// <param name="estimates">Each estimate and its standard error, which is above zero.</param>
    public static AdaptiveShrinkage Fit(IReadOnlyList<(double Estimate, double Error)> estimates)
    {
        var widths = Widths(estimates);
        var likelihoods = estimates.Select(one => Likelihoods(one.Estimate, one.Error, widths)).ToArray();
        var shares = new double[widths.Length];
        Array.Fill(shares, 1.0 / widths.Length);
        for (var step = 0; step < MaxSteps; step++)
        {
            var counts = new double[widths.Length];
            counts[0] = NullPenalty - 1;
            foreach (var likelihood in likelihoods)
            {
                var all = Weighted(likelihood, shares);
                for (var k = 0; k < counts.Length; k++)
                    counts[k] += shares[k] * likelihood[k] / all;
            }

            var sum = counts.Sum();
            var moved = 0.0;
            for (var k = 0; k < counts.Length; k++)
            {
                moved = Math.Max(moved, Math.Abs((counts[k] / sum) - shares[k]));
                shares[k] = counts[k] / sum;
            }

            if (moved < Settled)
                break;
        }

        return new AdaptiveShrinkage(widths, shares);
    }

    /// <summary>What is believed of an effect of the family.</summary>
    /// <param name="estimate">Its estimate.</param>
    /// <param name="error">The standard error of that; infinite where nothing was seen of it.</param>
    public ShrunkEffect Believe(double estimate, double error)
    {
        if (double.IsPositiveInfinity(error))
            (estimate, error) = (0, 1e6);
        var likelihood = Likelihoods(estimate, error, _widths);
        var all = Weighted(likelihood, _shares);
        var parts = _widths
            .Select((width, k) => (Share: _shares[k] * likelihood[k] / all, Kept: width * width / ((width * width) + (error * error))))
            .Skip(1)
            .Select(one => new Part(one.Share, one.Kept * estimate, Math.Sqrt(one.Kept) * error))
            .ToArray();
        var none = Math.Max(0, 1 - parts.Sum(part => part.Share));
        return new ShrunkEffect(
            parts.Sum(part => part.Share * Normal.CDF(0, 1, part.Centre / part.Deviation)),
            parts.Sum(part => part.Share * Normal.CDF(0, 1, -part.Centre / part.Deviation)),
            parts.Sum(part => part.Share * part.Centre),
            Quantile(parts, none, 0.025),
            Quantile(parts, none, 0.975)
        );
    }

    private static double Quantile(Part[] parts, double none, double probability)
    {
        var reach = parts.Max(part => Math.Abs(part.Centre) + (10 * part.Deviation));
        var (low, high) = (-reach, reach);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            var below =
                (middle >= 0 ? none : 0) + parts.Sum(part => part.Share * Normal.CDF(0, 1, (middle - part.Centre) / part.Deviation));
            if (below < probability)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    /// <summary>Zero, and widths from a tenth of the least error to twice the largest effect, each √2 times the one before.</summary>
    private static double[] Widths(IReadOnlyList<(double Estimate, double Error)> estimates)
    {
        if (estimates.Count == 0)
            return [0, 0.25, 0.5, 1];
        var least = estimates.Min(one => one.Error) / 10;
        var largest = estimates.Max(one => (one.Estimate * one.Estimate) - (one.Error * one.Error));
        var most = Math.Max(8 * least, largest > 0 ? 2 * Math.Sqrt(largest) : 0);
        var widths = new List<double> { 0 };
        for (var width = most; width > least; width /= Math.Sqrt(2))
            widths.Insert(1, width);
        return [.. widths];
    }

    /// <summary>How likely the estimate is under each width, beside the likeliest.</summary>
    private static double[] Likelihoods(double estimate, double error, double[] widths)
    {
        var logs = widths
            .Select(width => (width * width) + (error * error))
            .Select(variance => -0.5 * (Math.Log(variance) + (estimate * estimate / variance)))
            .ToArray();
        var most = logs.Max();
        return [.. logs.Select(log => Math.Exp(log - most))];
    }

    private static double Weighted(double[] likelihood, double[] shares)
    {
        var all = 0.0;
        for (var k = 0; k < shares.Length; k++)
            all += shares[k] * likelihood[k];
        return all;
    }

    /// <summary>What is believed in the case of one width: its probability, and a normal distribution.</summary>
    private readonly record struct Part(double Share, double Centre, double Deviation);
}
