using FsCheck;
using FsCheck.Fluent;
using LearningActors.Statistics;

namespace LearningActors.Tests.Experiments;

/// <summary>The quick answer to "has it crossed" is that of the boundary.</summary>
public sealed class SequentialBoundaryTests
{
    [Fact]
    public void CrossingAgreesWithTheBoundary()
    {
        var looks = Gen.Choose(1, 60)
            .ArrayOf(3)
            .Select(steps =>
                steps.Aggregate(
                    new List<double>(),
                    (all, step) =>
                    {
                        all.Add((all.Count == 0 ? 0 : all[^1]) + (step / 100.0));
                        return all;
                    }
                )
            );
        var cases =
            from fractions in looks
            from z in Gen.Choose(-100, 600)
            from share in Gen.Choose(1, 4)
            select (Fractions: fractions, Z: z / 100.0, Level: 0.05 / share);
        Prop.ForAll(
                Arb.From(cases),
                one =>
                    SequentialBoundaries.Crosses(one.Level, one.Fractions, one.Z)
                    == (one.Z >= SequentialBoundaries.Upper(one.Level, one.Fractions)[^1])
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void EvenlySpentBoundariesAgreeWithPublishedOnes()
    {
        // Five equal looks at two-sided 0.05: the values of D. Reboussin, D. DeMets, K. Kim, K. Lan, "Computations for group sequential
        // boundaries using the Lan-DeMets spending function method", Control. Clin. Trials 21 (2000), spending function 2.
        double[] expected = [2.4380, 2.4268, 2.4101, 2.3966, 2.3859];
        var actual = SequentialBoundaries.Upper(0.025, [0.2, 0.4, 0.6, 0.8, 1], ErrorSpending.Pocock);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 2e-4);
        Assert.Equal(0.025, SequentialBoundaries.Spent(0.025, 1, ErrorSpending.Pocock));
    }
}
