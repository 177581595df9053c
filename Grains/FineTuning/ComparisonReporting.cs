using LearningActors.Experiments;
using LearningActors.Statistics;

namespace LearningActors.FineTuning;

/// <summary>What a comparison says of costs and of the lift that is aimed at.</summary>
internal static class ComparisonReporting
{
    /// <summary>The relative improvement that is aimed at.</summary>
    internal const double TargetLift = 0.15;

    /// <summary>The figures of a comparison; null where the version is not one of its arms.</summary>
    internal static ComparisonFigures? Make(ModelComparison comparison, ExperimentReport report)
    {
        if (report.Arms.FirstOrDefault(arm => arm.Version == comparison.Version) is not { } tuned)
            return null;
        var (champion, looked) = (report.Arms[0], report.Experiment.Looks);
        var lift =
            report.Experiment.Status == ExperimentStatus.Ended && !looked.IsEmpty
                ? RelativeLift.Of(
                    looked[^1].Arms[0],
                    looked[^1].Arms.Single(arm => arm.Version == tuned.Version),
                    SuccessMetric.PositiveFeedbackPct
                )
                : Lift(champion.Counted, tuned.Counted);
        return new ComparisonFigures(
            comparison.Signal,
            report.Experiment.Id,
            Arm(champion),
            Arm(tuned),
            lift?.Lift,
            lift?.Lower,
            lift?.Upper,
            lift is { } known ? known.Lift >= TargetLift : null,
            report.AsOf
        );
    }

    private static (double Lift, double Lower, double Upper)? Lift(CountedFeedback champion, CountedFeedback tuned) =>
        RelativeLift.Of(Figures(champion), Figures(tuned), SuccessMetric.PositiveFeedbackPct);

    /// <summary>The spread of shares is that of single votes: a little more than what was seen.</summary>
    private static ArmFigures Figures(CountedFeedback counted)
    {
        var sum = (counted.PositiveShare ?? 0) * counted.Answers;
        var observed = Observations.None with { Answers = counted.Answers, ShareSum = sum, ShareSquareSum = sum };
        return new ArmFigures("", counted.Explanations, 0, 0, 0, 0, 0, 0, 0, 0, 0, observed);
    }

    private static ModelArm Arm(ArmReport arm)
    {
        var (answers, share) = (arm.Counted.Answers, arm.Counted.PositiveShare);
        (double Lower, double Upper)? bounds =
            share is { } known && answers > 0 ? WilsonInterval.At95((long)Math.Round(known * answers), answers) : null;
        return new ModelArm(
            arm.Version,
            arm.Summary.Explanations,
            answers,
            share,
            bounds?.Lower,
            bounds?.Upper,
            arm.CostPerExplanationUsd,
            arm.CostPerExplanationUsd is { } cost && share is > 0 ? cost / (decimal)share : null,
            arm.Summary.LatencyMs,
            arm.Summary.Explanations == 0 ? null : (double)arm.Summary.Fallbacks / arm.Summary.Explanations
        );
    }
}
