using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>Whether an arm's side effects are worse than the champion's by more than the limits.</summary>
internal static class ArmGuardrails
{
    /// <summary>Explanations in each arm before anything is said.</summary>
    private const long MinExplanations = 50;

    /// <summary>A rate breaks its limit when it is also worse than chance would make it, at this one-sided level.</summary>
    private const double Level = 0.01;

    /// <summary>What the challenger breaks, in words; empty for nothing.</summary>
    internal static ImmutableArray<string> Violations(ArmFigures champion, ArmFigures challenger, GuardrailLimits limits)
    {
        if (Math.Min(champion.Explanations, challenger.Explanations) < MinExplanations)
            return [];
        var broken = ImmutableArray.CreateBuilder<string>();
        Ratio(
            "cost per explanation",
            (double)champion.CostUsd / champion.Explanations,
            (double)challenger.CostUsd / challenger.Explanations,
            limits.CostRatio
        );
        Ratio(
            "latency",
            (double)champion.LatencyMsSum / champion.Explanations,
            (double)challenger.LatencyMsSum / challenger.Explanations,
            limits.LatencyRatio
        );

        var (fallbackA, fallbackB) = (
            (double)champion.Fallbacks / champion.Explanations,
            (double)challenger.Fallbacks / challenger.Explanations
        );
        if (
            fallbackB - fallbackA > limits.FallbackRateIncrease
            && TwoProportions.OneSidedPValue(champion.Fallbacks, champion.Explanations, challenger.Fallbacks, challenger.Explanations)
                < Level
        )
            broken.Add(Say($"fallback rate {fallbackB:P1} against the champion's {fallbackA:P1}"));

        var (ratedA, ratedB) = ((double)champion.Rated / champion.Explanations, (double)challenger.Rated / challenger.Explanations);
        if (
            ratedB < ratedA * limits.FeedbackRateRatio
            && TwoProportions.OneSidedPValue(challenger.Rated, challenger.Explanations, champion.Rated, champion.Explanations) < Level
            // Fewer complaints are no loss: where positive votes per explanation do not fall, readers turn away from nothing.
            && PositivesPerExplanation.Z(champion, challenger) <= 0
        )
            broken.Add(Say($"feedback rate {ratedB:P1} against the champion's {ratedA:P1}"));
        return broken.ToImmutable();

        void Ratio(string what, double champions, double challengers, double limit)
        {
            if (champions > 0 && challengers > champions * limit)
                broken.Add(Say($"{what} {challengers / champions:0.00} times the champion's, {limit:0.00} are allowed"));
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
