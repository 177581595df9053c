using LearningActors.Benchmarks.Soak;

namespace LearningActors.Tests;

/// <summary>The slopes that the soak prints, and their intervals.</summary>
public sealed class TrendTests
{
    private const int Samples = 200;
    private static readonly double[] s_hours = [.. Enumerable.Range(0, Samples).Select(i => i / 200.0)];

    [Fact]
    public void ALineHasItsSlopeAndNoWidth()
    {
        var trend = Trend.Of(s_hours, [.. s_hours.Select(hour => 5 + (3 * hour))]);
        Assert.Equal((3, 3, 3), (trend.PerHour, trend.Lower, trend.Upper), new ToNineDigits());
        Assert.False(trend.MayBeFlat);
    }

    /// <summary>
    /// Simulated: of 500 series that are flat. With neighbours that are alike (a first-order autoregression) an interval that takes them
    /// for independent would hold 0 in two of three cases at 0.6.
    /// </summary>
    [Theory]
    [InlineData(0.0, 0.92, 0.98)]
    [InlineData(0.6, 0.84, 0.96)]
    public void TheIntervalOfAFlatSeriesHoldsZeroAboutAsOftenAsItSays(double alike, double atLeast, double atMost)
    {
        var random = new Random(11);
        var flat = Enumerable.Range(0, 500).Count(_ => Trend.Of(s_hours, Noise(random, alike)).MayBeFlat) / 500.0;
        Assert.InRange(flat, atLeast, atMost);
    }

    [Fact]
    public void ASlopeAboveTheNoiseIsSeen()
    {
        var random = new Random(12);
        var seen = Enumerable
            .Range(0, 200)
            .Count(_ => !Trend.Of(s_hours, [.. Noise(random, 0.6).Zip(s_hours, (noise, hour) => noise + (4 * hour))]).MayBeFlat);
        Assert.True(seen > 190, $"{seen} of 200");
    }

    [Fact]
    public void TooFewSamplesAreRefused() => Assert.Throws<ArgumentException>(() => Trend.Of([0, 1, 2], [0, 1, 2]));

    private static double[] Noise(Random random, double alike)
    {
        var values = new double[Samples];
        for (var (i, last) = (0, 0.0); i < Samples; i++)
            values[i] = last = (alike * last) + Normal(random);
        return values;
    }

    /// <summary>By the method of Box and Muller.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class ToNineDigits : IEqualityComparer<(double, double, double)>
    {
        public bool Equals((double, double, double) x, (double, double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) < 1e-9 && Math.Abs(x.Item2 - y.Item2) < 1e-9 && Math.Abs(x.Item3 - y.Item3) < 1e-9;

        public int GetHashCode((double, double, double) obj) => 0;
    }
}
