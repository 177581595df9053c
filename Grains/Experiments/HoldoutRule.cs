using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>Whether a promotion turned out worse than the champion before it.</summary>
internal static class HoldoutRule
{
    /// <summary>The probability to roll back a promotion that is no worse.</summary>
    private const double Level = 0.05;

    /// <summary>The number of votes, of both, at which the sequence is tightest: few, since a bad promotion shall be found early.</summary>
    private const double Tightest = 300;

    /// <summary>Why it is worse, a sentence; null where nothing says so. Valid at every look.</summary>
    /// <param name="former">The sums of the former champion in the holdout's days.</param>
    /// <param name="present">Those of the present one in the same days.</param>
    internal static string? WhyWorse(ArmFigures former, ArmFigures present) =>
        Metric.Sequence(former, present, SuccessMetric.PositiveFeedbackPct, 2 * Level, Tightest) is { Upper: < 0 } sequence
            ? FormattableString.Invariant(
                $"Since its promotion {Rate(present)}, {Rate(former)} beside it: {-sequence.Difference:P1} less, certain at 95 %."
            )
            : null;

    private static string Rate(ArmFigures arm) => $"{arm.Version} has {arm.Positive} of {arm.Votes} votes positive";

    /// <summary>The days that count: whole ones since the promotion.</summary>
    internal static ImmutableArray<ArmFigures> Sums(
        IEnumerable<ArmDay> days,
        string former,
        string present,
        DateOnly from,
        DateOnly through
    ) => ArmDays.Sum(days, [former, present], day => day >= from && day <= through);
}
