using FsCheck;
using FsCheck.Fluent;
using LearningActors.Statistics;

namespace LearningActors.Tests;

/// <summary>Statistics against published values, and on their edges.</summary>
public sealed class StatisticsTests
{
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void WilsonAgreesWithNewcombe(long count, long n, double lower, double upper)
    {
        var interval = WilsonInterval.At95(count, n);
        Assert.Equal(lower, interval.Lower, 4);
        Assert.Equal(upper, interval.Upper, 4);
    }

    // Python: exp(log(1.5) ± 1.959964 · sqrt(1/60 − 1/100 + 1/40 − 1/100)) − 1.
    [Fact]
    public void TheLiftOfOneStratumHasTheIntervalOfTheLogRatio()
    {
        var lift = CommonRiskRatio.Lift([new TwoByTwo(60, 100, 40, 100), new TwoByTwo(3, 5, 0, 0)]);
        Assert.Equal(200, lift.N);
        Assert.Equal(0.5, lift.Mean!.Value, 10);
        Assert.Equal(0.124081, lift.Lower!.Value, 5);
        Assert.Equal(1.001634, lift.Upper!.Value, 5);
        Assert.Null(CommonRiskRatio.Lift([new TwoByTwo(0, 10, 5, 10)]).Mean);
        Assert.Null(CommonRiskRatio.Lift([new TwoByTwo(5, 10, 0, 10)]).Mean);
    }

    [Fact]
    public void TheLiftOverStrataLeavesOutWhatDiffersBetweenThem()
    {
        // In each stratum the group does as the others do, and most of the group is where both do badly.
        var lift = CommonRiskRatio.Lift([new TwoByTwo(180, 900, 20, 100), new TwoByTwo(80, 100, 720, 900)]);
        Assert.Equal(0, lift.Mean!.Value, 10);
        Assert.InRange(lift.Lower!.Value, -0.2, 0);
        Assert.InRange(lift.Upper!.Value, 0, 0.2);
    }

    [Fact]
    public void WilsonHoldsItsRateAndMirrors() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Choose(1, 100_000).SelectMany(n => Gen.Choose(0, n).Select(count => (count, n))).ToArbitrary(),
                pair =>
                {
                    var (lower, upper) = WilsonInterval.At95(pair.count, pair.n);
                    var (mirrorLower, mirrorUpper) = WilsonInterval.At95(pair.n - pair.count, pair.n);
                    var rate = (double)pair.count / pair.n;
                    return lower >= 0
                        && upper <= 1
                        && lower <= rate
                        && rate <= upper
                        && Math.Abs(lower - (1 - mirrorUpper)) < 1e-9
                        && Math.Abs(upper - (1 - mirrorLower)) < 1e-9;
                }
            )
        );

    [Fact]
    public void WilsonRefusesWhatIsNoProportion()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.At95(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.At95(3, 2));
        Assert.Null(WilsonInterval.Proportion(0, 0).Rate);
    }

    // Values of R's fisher.test: Fisher's tea tasting (Agresti, Categorical Data Analysis, 2002, p. 91), Convictions of
    // like-sex twins (Fisher 1962), and scipy's documentation of fisher_exact.
    [Theory]
    [InlineData(3, 1, 1, 3, 0.4857142857142857)]
    [InlineData(2, 10, 15, 3, 0.0005367241)]
    [InlineData(6, 2, 1, 4, 0.10256410256410257)]
    [InlineData(8, 2, 1, 5, 0.03496503496503495)]
    [InlineData(0, 0, 5, 5, 1)]
    [InlineData(0, 10, 10, 0, 1.082508822446903e-05)]
    public void FisherAgreesWithPublishedValues(long a, long b, long c, long d, double p) =>
        Assert.Equal(p, FisherExact.TwoSided(a, b, c, d), 9);

    [Fact]
    public void FisherIsSymmetricAndAProbability() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Choose(0, 60).Four().ToArbitrary(),
                table =>
                {
                    var (a, b, c, d) = table;
                    var p = FisherExact.TwoSided(a, b, c, d);
                    return p is > 0 and <= 1
                        && Math.Abs(p - FisherExact.TwoSided(a, c, b, d)) < 1e-9
                        && Math.Abs(p - FisherExact.TwoSided(c, d, a, b)) < 1e-9;
                }
            )
        );

    [Fact]
    public void FisherTakesLargeCounts() => Assert.InRange(FisherExact.TwoSided(700_000, 300_000, 701_000, 299_000), 0.11, 0.14);

    // Benjamini and Hochberg 1995, the fifteen p-values of their section 3.2: q by hand, p(i)·15/i made monotone.
    [Fact]
    public void BenjaminiHochbergAgreesWithItsPaper()
    {
        double[] p =
        [
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0344,
            0.0459,
            0.3240,
            0.4262,
            0.5719,
            0.6528,
            0.7590,
            1.000,
        ];
        var q = BenjaminiHochberg.Adjust(p);
        Assert.Equal(4, q.Count(one => one <= 0.05));
        Assert.Equal(0.0015, q[0], 10);
        Assert.Equal(0.0095, q[2], 10);
        Assert.Equal(0.035625, q[3], 10);
        Assert.Equal(0.0645, q[7], 10);
    }

    [Fact]
    public void BenjaminiHochbergKeepsOrderWhateverTheOrderOfInput()
    {
        var q = BenjaminiHochberg.Adjust([0.04, 0.01, 0.03, 0.02]);
        Assert.All(q, one => Assert.Equal(0.04, one, 10));
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }

    [Fact]
    public void AMeanOfRatingsHasStudentsInterval()
    {
        // 5, 4, 4, 3: mean 4, s = 0.8165, t(0.975, 3) = 3.1824.
        var mean = MeanInterval.OfRatings(4, 16, 66);
        Assert.Equal(4, mean.Mean);
        Assert.Equal(4 - (3.1824 * 0.8165 / 2), mean.Lower!.Value, 3);
        Assert.Equal(5, mean.Upper);
        Assert.Null(MeanInterval.OfRatings(1, 5, 25).Lower);
        Assert.Null(MeanInterval.OfRatings(0, 0, 0).Mean);
    }
}
