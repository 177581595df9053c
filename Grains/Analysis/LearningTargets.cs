using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>What is wanted of explanations within three months, beside what is.</summary>
public static class LearningTargets
{
    /// <summary>The prompt that others are compared with.</summary>
    public const string Baseline = "v1.0";

    /// <summary>Each target, in the order of <see cref="LearningTargetKind"/>.</summary>
    /// <param name="total">All explanations.</param>
    /// <param name="lift">Champions against the baseline.</param>
    public static ImmutableArray<LearningTarget> Of(FeedbackSummary total, Estimate lift)
    {
        ArgumentNullException.ThrowIfNull(total);
        ArgumentNullException.ThrowIfNull(lift);
        var stars = new Estimate(Size(total.Rating.N), total.Rating.Mean, total.Rating.Lower, total.Rating.Upper);
        return
        [
            AtLeast(LearningTargetKind.PositiveRate, 0.8, Rate(total.Positive)),
            AtLeast(LearningTargetKind.AvgRating, 4.2, stars),
            AtLeast(LearningTargetKind.LiftOnBaseline, 0.25, lift),
            AtMost(LearningTargetKind.CostPerQualityExplanation, 0.002, CostOf(total).PerQualityExplanation),
            AtLeast(LearningTargetKind.FeedbackRate, 0.3, Rate(total.FeedbackRate)),
        ];
    }

    /// <summary>What explanations cost, and what those cost that please.</summary>
    public static CostOfQuality CostOf(FeedbackSummary figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        double? each = figures.Explanations == 0 ? null : (double)figures.CostUsd / figures.Explanations;
        var positive = figures.Positive;
        return new CostOfQuality(
            each,
            new Estimate(Size(positive.N), Over(each, positive.Rate), Over(each, positive.Upper), Over(each, positive.Lower))
        );
    }

    private static LearningTarget AtLeast(LearningTargetKind kind, double wanted, Estimate actual) =>
        new(
            kind,
            wanted,
            actual,
            actual.Lower is null || actual.Upper is null ? TargetVerdict.Unknown
                : actual.Lower >= wanted ? TargetVerdict.Met
                : actual.Upper < wanted ? TargetVerdict.Missed
                : TargetVerdict.Open
        );

    // An upper end that is not known is as high as can be: no vote was positive.
    private static LearningTarget AtMost(LearningTargetKind kind, double wanted, Estimate actual) =>
        new(
            kind,
            wanted,
            actual,
            actual.Lower is null ? TargetVerdict.Unknown
                : actual.Upper <= wanted ? TargetVerdict.Met
                : actual.Lower > wanted ? TargetVerdict.Missed
                : TargetVerdict.Open
        );

    private static Estimate Rate(Proportion share) => new(Size(share.N), share.Rate, share.Lower, share.Upper);

    private static double? Over(double? cost, double? share) => share > 0 ? cost / share : null;

    private static int Size(long n) => (int)Math.Min(n, int.MaxValue);
}
