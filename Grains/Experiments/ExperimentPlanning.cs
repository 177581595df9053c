using System.Collections.Immutable;
using System.Globalization;

namespace LearningActors.Experiments;

/// <summary>Checks a plan and works it out.</summary>
internal static class ExperimentPlanning
{
    internal const int DefaultChallengers = 3;
    private const double UsualRate = 0.7;
    private const double UsualRating = 3.5;
    internal const double UsualRatingVariance = 1.44;
    private const double UsualEffect = 0.1;
    private const double MinFeedbackRate = 0.005;
    private const int MinVotes = 50;

    /// <summary>The plan that the weekly cycle makes: champion and challengers at equal shares, group-sequential.</summary>
    internal static ExperimentPlan Default(SignalType signal, string champion, IReadOnlyCollection<string> challengers, string by) =>
        new(
            signal,
            Equal([champion, .. challengers]),
            PlanLimits.MinDurationDays,
            SuccessMetric.PositiveFeedbackPct,
            DecisionRule.GroupSequential,
            WinnerThreshold: 0.8,
            MinimumDetectableEffect: UsualEffect,
            Power: 0.95,
            new GuardrailLimits(),
            by
        );

    /// <summary>Arms of equal shares.</summary>
    internal static ImmutableArray<ArmShare> Equal(IReadOnlyCollection<string> versions) =>
        [.. versions.Select(version => new ArmShare(version, 1.0 / versions.Count))];

    /// <summary>Why the plan can't be carried out; null when it can.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="champion">The present champion.</param>
    /// <param name="known">Every version there is.</param>
    /// <param name="archived">Versions that lost.</param>
    internal static ExperimentRefusal? Check(
        ExperimentPlan plan,
        string champion,
        IReadOnlySet<string> known,
        IReadOnlySet<string> archived
    )
    {
        if (WhyNotSplit(plan.Arms, champion, known, archived) is { } fault)
            return new ExperimentRefusal(ExperimentRefusalKind.TrafficSplit, fault);
        if (plan.MinDurationDays is < PlanLimits.MinDurationDays or > PlanLimits.MaxDurationDays)
            return new ExperimentRefusal(
                ExperimentRefusalKind.Duration,
                $"Expected {PlanLimits.MinDurationDays} to {PlanLimits.MaxDurationDays} days, not {plan.MinDurationDays}."
            );
        if (plan.MaxDurationDays is { } longest && (longest < plan.MinDurationDays || longest > PlanLimits.MaxDurationDays))
            return new ExperimentRefusal(
                ExperimentRefusalKind.Deadline,
                $"Expected {plan.MinDurationDays} to {PlanLimits.MaxDurationDays} days, not {longest}."
            );
        if (plan.VoteWindowDays is < 0 or > PlanLimits.MaxVoteWindowDays)
            return new ExperimentRefusal(
                ExperimentRefusalKind.VoteWindow,
                $"Expected 0 to {PlanLimits.MaxVoteWindowDays} days, not {plan.VoteWindowDays}."
            );
        if (!(plan.WinnerThreshold is >= 0 and <= PlanLimits.MaxWinnerThreshold))
            return new ExperimentRefusal(
                ExperimentRefusalKind.WinnerThreshold,
                string.Create(CultureInfo.InvariantCulture, $"Expected a confidence from 0 to {PlanLimits.MaxWinnerThreshold}.")
            );
        if (!(plan.Power is >= PlanLimits.MinPower and <= PlanLimits.MaxPower))
            return new ExperimentRefusal(
                ExperimentRefusalKind.Power,
                string.Create(CultureInfo.InvariantCulture, $"Expected a probability from {PlanLimits.MinPower} to {PlanLimits.MaxPower}.")
            );
        var (min, max) = PlanLimits.Effect(plan.Metric);
        var unit = plan.Metric == SuccessMetric.PositiveFeedbackPct ? "a difference of rates" : "a difference in stars";
        return plan.MinimumDetectableEffect >= min && plan.MinimumDetectableEffect <= max
            ? null
            : new ExperimentRefusal(
                ExperimentRefusalKind.Effect,
                string.Create(CultureInfo.InvariantCulture, $"Expected {unit} from {min} to {max}.")
            );
    }

    /// <summary>The plan with the champion as its first arm.</summary>
    internal static ExperimentPlan WithChampionFirst(ExperimentPlan plan, string champion) =>
        plan with
        {
            Arms = [.. plan.Arms.OrderBy(arm => arm.Version == champion ? 0 : 1)],
        };

    /// <summary>The champion's sums of the days before today, which set the base line.</summary>
    internal static ArmFigures History(IReadOnlyCollection<ArmDay> days, ExperimentPlan plan, DateOnly today) =>
        ArmDays.Sum(days, [plan.Arms[0].Version], _ => true, ArmDays.ObservedThrough(today.AddDays(-1), plan.VoteWindowDays))[0];

    /// <summary>The experiment that a sound plan makes. It counts from the next UTC day on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="plan">A plan that passed <see cref="Check"/>, with the champion first.</param>
    /// <param name="history">The champion's own sums of the last weeks; they set the base line.</param>
    /// <param name="now">UTC.</param>
    /// <param name="level">The one-sided level that its challengers share.</param>
    internal static Experiment Begin(
        string id,
        ExperimentPlan plan,
        ArmFigures history,
        DateTimeOffset now,
        double level = DecisionRules.Level
    )
    {
        var known = history.N(plan.Metric) >= MinVotes;
        var baseLine =
            known ? Metric.BaseLine(plan.Metric, history.Mean(plan.Metric)!.Value)
            : plan.Metric == SuccessMetric.PositiveFeedbackPct ? UsualRate
            : UsualRating;
        var effect = Metric.DetectableEffect(plan.Metric, baseLine, plan.MinimumDetectableEffect);
        var required = Metric.SampleSize(
            plan.Metric,
            baseLine,
            effect,
            DecisionRules.LevelAtEnd(plan, level),
            plan.Power,
            known ? history.Variance(plan.Metric) : UsualRatingVariance
        );
        // Stars differ by thumbs, too: what they differ by is planned as for thumbs.
        var feedbackRate =
            history.Explanations >= MinVotes
                ? Math.Max(MinFeedbackRate, (double)history.Rated / history.Explanations)
                : PositivesPerExplanation.UsualFeedbackRate;
        var confirmation = PositivesPerExplanation.SampleSize(
            history.Votes >= MinVotes
                ? Metric.BaseLine(SuccessMetric.PositiveFeedbackPct, (double)history.Positive / history.Votes)
                : UsualRate,
            plan.Metric == SuccessMetric.PositiveFeedbackPct ? effect : UsualEffect,
            feedbackRate,
            PositivesPerExplanation.LevelAtEnd(plan.Rule),
            plan.Power
        );
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new Experiment(
            id,
            plan,
            now,
            baseLine,
            required,
            Segments.Change([], today, [.. plan.Arms.Select(arm => arm.Share)]),
            [],
            [],
            ExperimentStatus.Running,
            null,
            null,
            effect,
            confirmation,
            level
        );
    }

    private static string? WhyNotSplit(
        ImmutableArray<ArmShare> arms,
        string champion,
        IReadOnlySet<string> known,
        IReadOnlySet<string> archived
    )
    {
        if (arms.Length is < PlanLimits.MinArms or > PlanLimits.MaxArms)
            return $"An experiment has {PlanLimits.MinArms} to {PlanLimits.MaxArms} arms, not {arms.Length}.";
        if (arms.Select(arm => arm.Version).Distinct().Count() < arms.Length)
            return "A version is named twice.";
        if (arms.FirstOrDefault(arm => !known.Contains(arm.Version)) is { } unknown)
            return $"The prompt version '{unknown.Version}' is unknown.";
        if (arms.FirstOrDefault(arm => archived.Contains(arm.Version)) is { } lost)
            return $"The prompt version '{lost.Version}' is archived.";
        if (arms.All(arm => arm.Version != champion))
            return $"The champion {champion} must be one of the arms.";
        if (arms.FirstOrDefault(arm => !(arm.Share > 0 && arm.Share < 1)) is { } share)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The share of {share.Version} is {share.Share}; expected more than 0 and less than 1."
            );
        var sum = arms.Sum(arm => arm.Share);
        return Math.Abs(sum - 1) > 1e-6
            ? string.Create(CultureInfo.InvariantCulture, $"The shares add up to {Math.Round(sum, 6)}; expected 1.")
            : null;
    }
}
