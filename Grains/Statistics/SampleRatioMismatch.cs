using MathNet.Numerics;

namespace LearningActors.Statistics;

/// <summary>Whether units fell on the arms as the split says; may be looked at after every unit.</summary>
/// <remarks>M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022 (arXiv:2011.03567).</remarks>
public static class SampleRatioMismatch
{
    /// <summary>Prior units: small enough to leave room, large enough not to wait long for a broken split.</summary>
    private const double PriorUnits = 1000;

    /// <summary>
    /// The Bayes factor of "another split" against "this split" with a Dirichlet prior centred on the split. Under the split it
    /// exceeds 1/α at any look with probability α at most (Ville's inequality).
    /// </summary>
    /// <param name="counts">Units on each arm.</param>
    /// <param name="split">The share of each arm; shares add up to 1.</param>
    public static double BayesFactor(IReadOnlyList<long> counts, IReadOnlyList<double> split)
    {
        if (counts.Count != split.Count)
            throw new ArgumentException($"{counts.Count} counts and {split.Count} shares.", nameof(split));
        var n = counts.Sum();
        var log = SpecialFunctions.GammaLn(PriorUnits) - SpecialFunctions.GammaLn(PriorUnits + n);
        for (var i = 0; i < counts.Count; i++)
        {
            if (split[i] <= 0)
            {
                if (counts[i] > 0)
                    return double.PositiveInfinity;
                continue;
            }

            var prior = PriorUnits * split[i];
            log += SpecialFunctions.GammaLn(prior + counts[i]) - SpecialFunctions.GammaLn(prior) - (counts[i] * Math.Log(split[i]));
        }

        return Math.Exp(log);
    }

    /// <summary>A p-value that is valid at every look: 1 / Bayes factor, at most 1. The least one seen counts.</summary>
    public static double PValue(IReadOnlyList<long> counts, IReadOnlyList<double> split) => Math.Min(1, 1 / BayesFactor(counts, split));
}
