using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Finds the factors whose explanations are rated lower than the rest.</summary>
public static class FactorCriticisms
{
    /// <summary>The false discovery rate at which a factor counts as often criticised.</summary>
    public const double Level = 0.05;

    /// <summary>A factor with fewer votes is not tested: nothing could be said of it, and it would cost the others.</summary>
    public const int MinVotes = 5;

    /// <summary>Two-sided Fisher exact test of each factor against the votes without it, Benjamini–Hochberg over the factors.</summary>
    public static ImmutableArray<FactorCriticism> Find(IEnumerable<FactorVotes> factors, long votes, long positive)
    {
        var tested = factors.Where(factor => factor.Votes >= MinVotes && factor.Votes < votes).ToArray();
        var pValues = tested
            .Select(factor =>
                FisherExact.TwoSided(
                    factor.Positive,
                    factor.Votes - factor.Positive,
                    positive - factor.Positive,
                    votes - factor.Votes - (positive - factor.Positive)
                )
            )
            .ToArray();
        var qValues = BenjaminiHochberg.Adjust(pValues);
        return
        [
            .. tested
                .Select(
                    (factor, i) =>
                    {
                        var with = WilsonInterval.Proportion(factor.Positive, factor.Votes);
                        var without = WilsonInterval.Proportion(positive - factor.Positive, votes - factor.Votes);
                        return new FactorCriticism(
                            factor.Factor,
                            with,
                            without,
                            pValues[i],
                            qValues[i],
                            with.Rate < without.Rate && qValues[i] < Level
                        );
                    }
                )
                .OrderBy(found => found.QValue)
                .ThenBy(found => found.Factor, StringComparer.Ordinal),
        ];
    }
}
