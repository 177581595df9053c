using System.Globalization;

namespace LearningActors.Experiments;

/// <summary>Works out what a plan would need at the present traffic.</summary>
internal static class ExperimentForecasting
{
    /// <summary>The deadline leaves so much more than what is expected to be needed.</summary>
    private const double Reserve = 1.25;

    /// <param name="experiment">The experiment that the plan would make.</param>
    /// <param name="traffic">What comes in for the signal.</param>
    internal static ExperimentForecast Of(Experiment experiment, Traffic traffic)
    {
        var plan = experiment.Plan;
        var share = plan.Arms.Min(arm => arm.Share);
        var sample = Days(experiment.RequiredPerArm, traffic.AnswersPerDay * share, plan);
        var explanations = Days(PositivesPerExplanation.Required(experiment), traffic.ExplanationsPerDay * share, plan);
        int? confirm = sample is { } a && explanations is { } b ? Math.Max(a, b) : null;
        var deadline =
            plan.MaxDurationDays
            ?? Math.Max(
                plan.MinDurationDays,
                confirm is { } needed
                    ? (int)Math.Clamp(Math.Ceiling(needed * Reserve), PlanLimits.ShortestDeadlineDays, PlanLimits.LongestDeadlineDays)
                    : PlanLimits.UsualMaxDurationDays
            );
        var smallest = SmallestEffect(experiment, traffic.AnswersPerDay * share * Math.Max(0, deadline - plan.VoteWindowDays - 1));
        var effect = experiment.DetectableEffect!.Value;
        return new ExperimentForecast(
            experiment.RequiredPerArm,
            PositivesPerExplanation.Required(experiment),
            experiment.BaseLine,
            effect,
            traffic.ExplanationsPerDay,
            traffic.AnswersPerDay,
            sample,
            confirm,
            deadline,
            smallest,
            [.. Warnings(plan, effect, sample, confirm, deadline, smallest)]
        );
    }

    private static IEnumerable<string> Warnings(
        ExperimentPlan plan,
        double effect,
        int? sample,
        int? confirm,
        int deadline,
        double? smallest
    )
    {
        if (effect < plan.MinimumDetectableEffect)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The champion is so good that no challenger can be better by {plan.MinimumDetectableEffect:0.###}: the sample is "
                    + $"planned for {effect:0.####}."
            );
        if (sample is null)
            yield return "No votes that count came in for this signal in the last four weeks: it would end without a finding.";
        else if (sample > deadline)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"At the present traffic its sample takes {sample} days, and it ends after {deadline}. By then it finds a difference of "
                    + $"{smallest:0.###} at least: ask for more, compare fewer arms, or give it longer."
            );
        else if (confirm > deadline)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Its sample takes {sample} days, but so few explanations get a vote that confirming a difference takes {confirm}, and "
                    + $"it ends after {deadline}."
            );
    }

    /// <summary>
    /// Days until so many have come in, the day of the start and the window for votes with them; null where nothing comes.
    /// </summary>
    private static int? Days(long needed, double perDay, ExperimentPlan plan) =>
        perDay <= 0
            ? null
            : (int)Math.Min(100_000, Math.Max(plan.MinDurationDays, Math.Ceiling(needed / perDay) + plan.VoteWindowDays + 1));

    /// <summary>The smallest effect whose sample is no larger than what comes in; null where that is none.</summary>
    private static double? SmallestEffect(Experiment experiment, double perArm)
    {
        var plan = experiment.Plan;
        var (low, high) = (0.0001, Metric.DetectableEffect(plan.Metric, experiment.BaseLine, PlanLimits.Effect(plan.Metric).Max));
        if (Needed(high) > perArm)
            return null;
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Needed(middle) > perArm ? (middle, high) : (low, middle);
        }

        return high;

        double Needed(double effect) =>
            Metric.SampleSize(
                plan.Metric,
                experiment.BaseLine,
                effect,
                DecisionRules.LevelAtEnd(plan, DecisionRules.LevelOf(experiment)),
                plan.Power,
                ExperimentPlanning.UsualRatingVariance
            );
    }
}
