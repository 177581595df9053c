using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>How large a part stays with the former champion, and whether a promotion turned out worse than it.</summary>
internal static class HoldoutRule
{
    /// <summary>
    /// The probability to roll back a promotion that is no worse, and to let one stand that is worse by <see cref="Loss"/>.
    /// </summary>
    private const double Level = 0.05;

    /// <summary>
    /// The loss that shall be found, a fraction of votes: it is also what must be excluded for the promotion to stand early.
    /// </summary>
    private const double Loss = 0.1;

    /// <summary>The probability to find it.</summary>
    private const double Power = 0.9;

    /// <summary>The variance of a vote at the usual rate.</summary>
    private const double UsualVariance = 0.21;

    /// <summary>A sequence is so much wider than the interval of one look at the end.</summary>
    private const double SequenceFactor = 1.4;

    /// <summary>
    /// The part that stays with the former champion so that a loss is found before the limit: more where there are few votes.
    /// </summary>
    /// <param name="answersPerDay">Answers with votes a day, over all arms.</param>
    /// <param name="options">The limits of the part, and how long it stays.</param>
    /// <param name="voteWindowDays">Days of the holdout that are not observed before its limit.</param>
    internal static double Share(double answersPerDay, ExperimentOptions options, int voteWindowDays)
    {
        var days = Math.Max(1, options.HoldoutDays - voteWindowDays - 1);
        var sum = (SequenceFactor * Normal.InvCDF(0, 1, 1 - Level)) + Normal.InvCDF(0, 1, Power);
        // Information of both parts: votes · share · (1 − share).
        var product = sum * sum * UsualVariance / (Loss * Loss) / Math.Max(answersPerDay * days, 1);
        var share = product >= 0.25 ? 0.5 : 0.5 - Math.Sqrt(0.25 - product);
        return Math.Clamp(share, Math.Min(options.HoldoutMinShare, options.HoldoutMaxShare), options.HoldoutMaxShare);
    }

    /// <summary>What the sums of the holdout's days say. Valid at every look.</summary>
    /// <param name="former">The sums of the former champion.</param>
    /// <param name="present">Those of the present one in the same days.</param>
    /// <param name="limitDays">How long the holdout lasts.</param>
    /// <param name="days">Days that are in the sums.</param>
    internal static HoldoutVerdict Decide(ArmFigures former, ArmFigures present, int days, int limitDays)
    {
        // Tightest at half of what comes in: a bad promotion shall be found early.
        var n = former.Counted().Answers + present.Counted().Answers;
        var tightest = Math.Max(100, n * limitDays / (2.0 * Math.Max(1, days)));
        return Metric.Sequence(former, present, SuccessMetric.PositiveFeedbackPct, 2 * Level, tightest) switch
        {
            { Upper: < 0 } sequence when PositivesPerExplanation.Z(former, present) < 0 => new HoldoutVerdict(
                HoldoutVerdictKind.Worse,
                FormattableString.Invariant(
                    $"Since its promotion {Rate(present)}, {Rate(former)} beside it: {-sequence.Difference:P1} less, certain at 95 %."
                )
            ),
            { Lower: > -Loss } sequence => new HoldoutVerdict(
                HoldoutVerdictKind.Stands,
                FormattableString.Invariant($"A loss of {Loss:P0} is excluded: {Rate(present)}, {Rate(former)} beside it.")
            ),
            _ => new HoldoutVerdict(HoldoutVerdictKind.Open, "The holdout goes on."),
        };
    }

    private static string Rate(ArmFigures arm) =>
        FormattableString.Invariant($"{arm.Version} has {arm.Mean(SuccessMetric.PositiveFeedbackPct):P1} of {arm.Counted().Answers}");

    /// <summary>The days that count: whole ones since the promotion, observed with their window.</summary>
    internal static ImmutableArray<ArmFigures> Sums(
        IEnumerable<ArmDay> days,
        string former,
        string present,
        DateOnly from,
        DateOnly observedThrough
    ) => ArmDays.Sum(days, [former, present], day => day >= from && day <= observedThrough, observedThrough);
}

/// <summary>What a holdout says.</summary>
/// <param name="Kind">Whether the promotion stands.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record HoldoutVerdict(HoldoutVerdictKind Kind, string Reason);

/// <summary>What a holdout can say.</summary>
internal enum HoldoutVerdictKind
{
    /// <summary>It is not decided.</summary>
    Open,

    /// <summary>The promoted version is worse than the former champion.</summary>
    Worse,

    /// <summary>The promoted version is not worse by much.</summary>
    Stands,
}
