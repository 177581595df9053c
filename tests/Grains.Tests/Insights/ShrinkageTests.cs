using FsCheck;
using FsCheck.Fluent;
using LearningActors.Statistics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace LearningActors.Tests.Insights;

/// <summary>Tests within strata, and effects that are drawn towards those of their family.</summary>
public sealed class ShrinkageTests
{
    [Fact]
    public void MantelAndHaenszelsTestIsThatOfR()
    {
        // R: mantelhaen.test(UCBAdmissions): X-squared = 1.4269, df = 1, p-value = 0.2323; 1.5246 without correction. Bickel et al. 1975.
        TwoByTwo[] admissions =
        [
            new(512, 825, 89, 108),
            new(353, 560, 17, 25),
            new(120, 325, 202, 593),
            new(138, 417, 131, 375),
            new(53, 191, 94, 393),
            new(22, 373, 24, 341),
        ];
        Assert.Equal(1.4269, MantelHaenszel.ChiSquared(admissions, isCorrected: true), 4);
        Assert.Equal(1.5246, MantelHaenszel.ChiSquared(admissions, isCorrected: false), 4);
        Assert.Equal(0.2323, MantelHaenszel.TwoSided(admissions), 4);
        // R: the rabbits of Mantel 1963, mantelhaen.test(Rabbits): X-squared = 3.9286, p = 0.04747; exact = TRUE: p-value = 0.03994.
        TwoByTwo[] rabbits = [new(0, 6, 0, 5), new(3, 6, 0, 6), new(6, 6, 2, 6), new(5, 6, 6, 6), new(2, 2, 5, 5)];
        Assert.Equal(3.9286, MantelHaenszel.ChiSquared(rabbits, isCorrected: true), 4);
        Assert.Equal(0.03994, MantelHaenszel.TwoSided(rabbits), 5);
    }

    [Fact]
    public void OfOneStratumItIsFishersExactTest() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Choose(0, 12).Four().ToArbitrary(),
                cells =>
                {
                    var (a, b, c, d) = cells;
                    var p = MantelHaenszel.TwoSided([new TwoByTwo(a, a + b, c, c + d)]);
                    return Math.Abs(p - FisherExact.TwoSided(a, b, c, d)) < 1e-9
                        // A stratum in which nothing can be compared changes nothing.
                        && Math.Abs(p - MantelHaenszel.TwoSided([new TwoByTwo(a, a + b, c, c + d), new TwoByTwo(3, 7, 0, 0)])) < 1e-9;
                }
            )
        );

    [Fact]
    public void BeliefIsWithinItsEstimateAndMirrors() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Choose(-400, 400).Select(z => z / 100.0).ArrayOf(20).ToArbitrary(),
                zs =>
                {
                    var family = zs.Select(z => (z * 0.2, 0.2)).ToArray();
                    var (fit, mirror) = (
                        AdaptiveShrinkage.Fit(family),
                        AdaptiveShrinkage.Fit([.. family.Select(one => (-one.Item1, 0.2))])
                    );
                    return family.All(one =>
                    {
                        var (belief, other) = (fit.Believe(one.Item1, 0.2), mirror.Believe(-one.Item1, 0.2));
                        return Math.Abs(belief.Mean) <= Math.Abs(one.Item1) + 1e-9
                            && belief.Positive + belief.Negative <= 1 + 1e-9
                            // Where 97.5 % are at zero an end of the interval is zero, too, and the mean a little beyond it.
                            && belief.Lower <= Math.Max(0, belief.Mean) + 1e-6
                            && belief.Upper >= Math.Min(0, belief.Mean) - 1e-6
                            && Math.Abs(belief.Positive - other.Negative) < 1e-6;
                    });
                }
            )
        );

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.0)]
    public void OfWhatIsSaidToBeSureMostIsTrue(double nullShare)
    {
        var random = new MersenneTwister(4);
        var (sure, right) = (0, 0);
        for (var family = 0; family < 40; family++)
        {
            var effects = Enumerable
                .Range(0, 200)
                .Select(_ => random.NextDouble() < nullShare ? 0 : Normal.Sample(random, 0, 0.5))
                .ToArray();
            var estimates = effects.Select(effect => (Normal.Sample(random, effect, 0.2), 0.2)).ToArray();
            var fit = AdaptiveShrinkage.Fit(estimates);
            foreach (var (effect, (estimate, error)) in effects.Zip(estimates))
            {
                var belief = fit.Believe(estimate, error);
                if (Math.Max(belief.Positive, belief.Negative) < 0.9)
                    continue;
                sure++;
                right += effect != 0 && effect > 0 == belief.Positive > belief.Negative ? 1 : 0;
            }
        }

        Assert.True(right >= 0.9 * sure, $"{right} of {sure}");
        Assert.True(nullShare == 1 ? sure <= 4 : sure > 100, $"{sure}");
    }
}
