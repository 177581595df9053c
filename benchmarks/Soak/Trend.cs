using MathNet.Numerics.Distributions;

namespace LearningActors.Benchmarks.Soak;

/// <summary>The slope of a series over time, with an interval that allows for neighbours being alike.</summary>
/// <param name="Mean">The mean of the series.</param>
/// <param name="PerHour">The slope of the least-squares line, an hour.</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end.</param>
internal sealed record Trend(double Mean, double PerHour, double Lower, double Upper)
{
    private const double Confidence = 0.95;
    private const int Fewest = 8;

    /// <summary>No slope is compatible with the series.</summary>
    internal bool MayBeFlat => Lower <= 0 && Upper >= 0;

    /// <summary>
    /// Ordinary least squares with the standard error of Newey and West (A Simple, Positive Semi-Definite, Heteroskedasticity and
    /// Autocorrelation Consistent Covariance Matrix, Econometrica 55, 1987, 703–708): Bartlett weights up to the lag
    /// ⌊4 (n/100)^(2/9)⌋ (Newey and West 1994), a factor n/(n−2) for small samples, and Student's quantile with n−2 degrees
    /// of freedom.
    /// </summary>
    /// <param name="hours">When each was measured, hours.</param>
    /// <param name="values">What was measured.</param>
    /// <exception cref="ArgumentException">There are fewer than eight.</exception>
    internal static Trend Of(IReadOnlyList<double> hours, IReadOnlyList<double> values)
    {
        var n = values.Count;
        if (n < Fewest || hours.Count != n)
            throw new ArgumentException($"{Fewest} samples are needed, each with its time.", nameof(values));
        var (meanHour, mean) = (hours.Average(), values.Average());
        var centred = hours.Select(hour => hour - meanHour).ToArray();
        var spread = centred.Sum(hour => hour * hour);
        var slope = centred.Zip(values, (hour, value) => hour * (value - mean)).Sum() / spread;
        var scores = centred.Zip(values, (hour, value) => hour * (value - mean - (slope * hour))).ToArray();
        var variance = scores.Sum(score => score * score);
        var lags = Math.Min(n - 2, (int)(4 * Math.Pow(n / 100.0, 2.0 / 9)));
        for (var lag = 1; lag <= lags; lag++)
        {
            var covariance = 0.0;
            for (var i = lag; i < n; i++)
                covariance += scores[i] * scores[i - lag];
            variance += 2 * (1 - (lag / (lags + 1.0))) * covariance;
        }

        var error = Math.Sqrt(Math.Max(0, variance) * n / (n - 2)) / spread;
        var width = StudentT.InvCDF(0, 1, n - 2, 1 - ((1 - Confidence) / 2)) * error;
        return new Trend(mean, slope, slope - width, slope + width);
    }
}
