using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>By what fraction of the champion's mean a challenger's is higher, and whether that is enough.</summary>
internal static class RelativeLift
{
    private const double Level = 0.05;

    /// <summary>The verdict, where its winner is better by as much as the plan asks for; otherwise that it is not.</summary>
    /// <remarks>With its whole sample, or its time over, an experiment whose winner is better by too little keeps the champion.</remarks>
    internal static Verdict Require(Experiment experiment, Verdict verdict)
    {
        if (verdict.Kind != VerdictKind.Promote || experiment.Plan.MinRelativeLift is not { } required)
            return verdict;
        var arms = experiment.Looks[^1].Arms;
        var lift = Of(arms[0], arms.Single(arm => arm.Version == verdict.Winner), experiment.Plan.Metric)?.Lift;
        if (lift >= required)
            return verdict;
        var isOver =
            DecisionRules.SampleIsComplete(experiment) || DecisionRules.DaysAtLook(experiment) >= DecisionRules.MaxDays(experiment);
        return verdict with
        {
            Kind = isOver ? VerdictKind.KeepChampion : VerdictKind.Continue,
            Winner = null,
            Reason = FormattableString.Invariant(
                $"{verdict.Winner} is better by {lift ?? 0:P1} of the champion's mean; {required:P0} are needed to promote it."
            ),
        };
    }

    /// <summary>The relative difference, challenger over champion less 1, with its 95 % interval; null without data in either.</summary>
    /// <remarks>
    /// By the logarithm of the ratio, whose variance follows from the delta method; of this look alone.
    /// </remarks>
    internal static (double Lift, double Lower, double Upper)? Of(ArmFigures champion, ArmFigures challenger, SuccessMetric metric)
    {
        if (champion.Mean(metric) is not > 0 || challenger.Mean(metric) is not > 0)
            return null;
        var (a, b) = (champion.Mean(metric)!.Value, challenger.Mean(metric)!.Value);
        var error = Math.Sqrt(
            (champion.Variance(metric) / champion.N(metric) / (a * a)) + (challenger.Variance(metric) / challenger.N(metric) / (b * b))
        );
        var width = Normal.InvCDF(0, 1, 1 - (Level / 2)) * error;
        var ratio = b / a;
        return (ratio - 1, (ratio * Math.Exp(-width)) - 1, (ratio * Math.Exp(width)) - 1);
    }
}
