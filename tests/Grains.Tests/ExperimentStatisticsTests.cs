using System.Text.Json;
using LearningActors.Statistics;
using MathNet.Numerics.Random;

namespace LearningActors.Tests;

/// <summary>The statistics of experiments against published values, and on their edges.</summary>
public sealed class ExperimentStatisticsTests
{
    [SharedDataFact("vectors/chi2_cramer.json")]
    public void ChiSquaredAndCramersVAgreeWithPublishedTables()
    {
        foreach (var one in PublishedVectors.Read("chi2_cramer.json").GetProperty("cases").EnumerateArray())
        {
            if (!one.TryGetProperty("table", out var rows))
                continue;
            if (one.TryGetProperty("error", out _))
            {
                Assert.Throws<ArgumentException>(() => ChiSquaredTest.Of(rows.Table()));
                continue;
            }

            var test = ChiSquaredTest.Of(rows.Table());
            if (one.TryGetProperty("chi2", out var statistic))
                Assert.Equal(
                    (statistic.GetDouble(), one.GetProperty("p").GetDouble(), one.GetProperty("df").GetInt32()),
                    (test.Statistic, test.PValue, test.DegreesOfFreedom)
                );
            if (one.TryGetProperty("expected", out var expected))
                Assert.Equal(expected.Table(), test.Expected);
            if (one.TryGetProperty("cramerV", out var v))
                Assert.Equal(v.GetDouble(), CramersV.Of(test), 12);
        }
    }

    [Fact]
    public void ChiSquaredAgreesWithATextbook()
    {
        // Agresti, "Categorical Data Analysis", 2nd ed. 2002, table 3.2 and section 3.2.1: party and gender, X² = 30.1, df = 2.
        var test = ChiSquaredTest.Of(
            new double[,]
            {
                { 762, 327, 468 },
                { 484, 239, 477 },
            }
        );
        Assert.Equal(30.07, test.Statistic, 2);
        Assert.Equal(2, test.DegreesOfFreedom);
        Assert.InRange(test.PValue, 2.9e-7, 3.0e-7);
    }

    [Fact]
    public void CorrectedVIsNearZeroWithoutAssociationAndNearVWithMuch()
    {
        var random = new MersenneTwister(5);
        var (plain, corrected) = (0.0, 0.0);
        for (var i = 0; i < 500; i++)
        {
            var table = new double[4, 2];
            for (var unit = 0; unit < 100; unit++)
                table[random.Next(4), random.Next(2)]++;
            var test = ChiSquaredTest.Of(table);
            plain += CramersV.Of(test) / 500;
            corrected += CramersV.BiasCorrected(test) / 500;
        }

        Assert.True(plain > 0.13, $"{plain}");
        Assert.True(corrected < 0.06, $"{corrected}");
        var strong = ChiSquaredTest.Of(
            new double[,]
            {
                { 5000, 0 },
                { 0, 5000 },
            }
        );
        Assert.Equal(1, CramersV.Of(strong), 9);
        Assert.Equal(1, CramersV.BiasCorrected(strong), 3);
    }

    [SharedDataFact("vectors/chisq_power_R_pwr.json")]
    public void PowerAgreesWithR() =>
        Assert.All(
            PublishedVectors.Read("chisq_power_R_pwr.json").GetProperty("cases").EnumerateArray(),
            one =>
                Assert.Equal(
                    one.GetProperty("power").GetDouble(),
                    ChiSquaredPower.Of(
                        one.GetProperty("w").GetDouble(),
                        one.GetProperty("N").GetDouble(),
                        one.GetProperty("df").GetDouble(),
                        one.GetProperty("sig_level").GetDouble()
                    ),
                    6
                )
        );

    [SharedDataFact("vectors/multiple_testing.json")]
    public void AdjustmentsAgreeWithPublishedValues()
    {
        foreach (var one in PublishedVectors.Read("multiple_testing.json").GetProperty("cases").EnumerateArray())
        {
            var p = one.GetProperty("p").Numbers();
            var method = one.GetProperty("method").GetString();
            if (method is "holm" or "all")
                AssertClose(one.GetProperty(method == "all" ? "holm" : "adjusted"), Holm.Adjust(p));
            if (method is "bh" or "all")
                AssertClose(one.GetProperty(method == "all" ? "bh" : "adjusted"), BenjaminiHochberg.Adjust(p));
        }
    }

    [Fact]
    public void BoundariesAgreeWithLanAndDeMets()
    {
        // Four equal looks, two-sided 0.05, so 0.025 on each side.
        var boundaries = SequentialBoundaries.Upper(0.025, [0.25, 0.5, 0.75, 1]);
        double[] published = [4.3326, 2.9631, 2.3590, 2.0141];
        Assert.All(published.Zip(boundaries), pair => Assert.Equal(pair.First, pair.Second, 3));
    }

    [Fact]
    public void ASingleLookIsTheFixedTestAndLateLooksSpendNothingMore()
    {
        Assert.Equal(1.6449, SequentialBoundaries.Upper(0.05, [1])[0], 4);
        Assert.Equal(double.PositiveInfinity, SequentialBoundaries.Upper(0.05, [1, 1.2])[1]);
        Assert.Throws<ArgumentException>(() => SequentialBoundaries.Upper(0.05, [0.5, 0.5]));
        Assert.Throws<ArgumentException>(() => SequentialBoundaries.Upper(0.05, [0]));
    }

    [Fact]
    public void BoundariesKeepTheirLevelOverFourLooks()
    {
        var boundaries = SequentialBoundaries.Upper(0.05, [0.25, 0.5, 0.75, 1]);
        var random = new MersenneTwister(11);
        var crossings = 0;
        for (var trial = 0; trial < 20_000; trial++)
        {
            var score = 0.0;
            for (var look = 0; look < 4; look++)
            {
                score += MathNet.Numerics.Distributions.Normal.Sample(random, 0, 0.5);
                if (score / Math.Sqrt((look + 1) / 4.0) >= boundaries[look])
                {
                    crossings++;
                    break;
                }
            }
        }

        // Binomial(20 000, 0.05): four standard deviations are 123.
        Assert.InRange(crossings, 877, 1123);
    }

    [Fact]
    public void SampleSizesAgreeWithFleiss()
    {
        // Fleiss, Levin, Paik 2003, section 4.2: 0.60 against 0.70, two-sided 0.01, power 0.95 needs 827 in each group after
        // the correction for continuity of their (4.14), which is undone here.
        var n = TwoProportions.SampleSize(0.60, 0.70, 0.005, 0.95);
        Assert.InRange(n / 4.0 * Math.Pow(1 + Math.Sqrt(1 + (4 / (n * 0.1))), 2), 826, 828);
        Assert.Throws<ArgumentException>(() => TwoProportions.SampleSize(0.5, 0.5, 0.05, 0.8));
        Assert.Equal(0, TwoProportions.Z(0, 10, 0, 10));
        Assert.Equal(0, TwoProportions.Z(5, 5, 7, 7));
        Assert.Equal(0, TwoProportions.Z(0, 0, 3, 7));
        // z² of a 2×2 table is its χ².
        Assert.Equal(
            ChiSquaredTest
                .Of(
                    new double[,]
                    {
                        { 30, 70 },
                        { 45, 55 },
                    }
                )
                .Statistic,
            Math.Pow(TwoProportions.Z(30, 100, 45, 100), 2),
            9
        );
    }

    [Fact]
    public void AConfidenceSequenceSeldomMissesAtAnyLook()
    {
        var random = new MersenneTwister(3);
        var missed = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            var sum = 0.0;
            for (var n = 1; n <= 2000; n++)
            {
                sum += random.NextDouble() < 0.7 ? 1 : 0;
                if (n >= 50 && Math.Abs((sum / n) - 0.7) > ConfidenceSequence.HalfWidth(Math.Sqrt(0.21), n, 0.05, 500))
                {
                    missed++;
                    break;
                }
            }
        }

        Assert.InRange(missed, 0, 30);
        Assert.Equal(double.PositiveInfinity, ConfidenceSequence.HalfWidth(0.5, 0, 0.05, 100));
        Assert.True(ConfidenceSequence.HalfWidth(0.5, 100_000, 0.05, 1000) < 0.01);
    }

    [Fact]
    public void ABrokenSplitIsFoundAndASoundOneSeldomAccused()
    {
        double[] even = [0.25, 0.25, 0.25, 0.25];
        Assert.True(SampleRatioMismatch.PValue([2000, 2500, 2500, 3000], even) < 1e-6);
        Assert.Equal(1, SampleRatioMismatch.PValue([0, 0, 0, 0], even));
        Assert.Equal(0, SampleRatioMismatch.PValue([1, 5], [0, 1]));
        var random = new MersenneTwister(9);
        var accused = 0;
        for (var trial = 0; trial < 500; trial++)
        {
            var counts = new long[4];
            var least = 1.0;
            for (var day = 0; day < 28; day++)
            {
                for (var unit = 0; unit < 100; unit++)
                    counts[random.Next(4)]++;
                least = Math.Min(least, SampleRatioMismatch.PValue(counts, even));
            }

            accused += least < 0.01 ? 1 : 0;
        }

        Assert.InRange(accused, 0, 12);
    }

    [Fact]
    public void SmallGroupsAreDrawnToTheMeanAndLargeOnesHardly()
    {
        var rates = BetaShrinkage.Rates([(1, 1), (900, 1000), (100, 1000), (500, 1000), (0, 0)]);
        Assert.InRange(rates[0], 0.75, 0.90);
        Assert.InRange(rates[1], 0.89, 0.90);
        Assert.InRange(rates[2], 0.10, 0.11);
        Assert.Equal(0.5, rates[4], 2);
        Assert.Equal([0.5, 0.5], BetaShrinkage.Rates([(50, 100), (50, 100)]));
        Assert.Equal([0.5], BetaShrinkage.Rates([(0, 0)]));
        // A group without trials among such as differ by more than chance; and single trials, which say nothing of how groups differ.
        Assert.Equal([1, 0, 0.5], BetaShrinkage.Rates([(100, 100), (0, 100), (0, 0)]));
        Assert.Equal([0.5, 0.5, 0.5], BetaShrinkage.Rates([(1, 1), (0, 1), (0, 0)]));
    }

    private static void AssertClose(JsonElement expected, double[] actual) =>
        Assert.All(expected.Numbers().Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 4));
}
