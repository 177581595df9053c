using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>Checks a plan and works it out.</summary>
internal static class ExperimentPlanning
{
    internal const int LeastDays = 7;
    internal const int MostArms = 10;
    internal const int DefaultChallengers = 3;
    private const double UsualRate = 0.7;
    private const double UsualRating = 3.5;
    private const double UsualRatingVariance = 1.44;
    private const int LeastVotes = 50;

    /// <summary>The plan that the weekly cycle makes: champion and challengers at equal shares, group-sequential.</summary>
    internal static ExperimentPlan Default(SignalType signal, string champion, IReadOnlyCollection<string> challengers, string by) =>
        new(
            signal,
            Equal([champion, .. challengers]),
            LeastDays,
            SuccessMetric.PositiveFeedbackPct,
            DecisionRule.GroupSequential,
            WinnerThreshold: 0.8,
            MinimumDetectableEffect: 0.1,
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
    internal static Refusal? Check(ExperimentPlan plan, string champion, IReadOnlySet<string> known, IReadOnlySet<string> archived)
    {
        if (plan.Arms.Length is < 2 or > MostArms)
            return new Refusal("traffic_split", $"An experiment has 2 to {MostArms} arms, not {plan.Arms.Length}.");
        if (plan.Arms.Select(arm => arm.Version).Distinct().Count() < plan.Arms.Length)
            return new Refusal("traffic_split", "A version is named twice.");
        if (plan.Arms.FirstOrDefault(arm => !known.Contains(arm.Version)) is { } unknown)
            return new Refusal("traffic_split", $"The prompt version '{unknown.Version}' is unknown.");
        if (plan.Arms.FirstOrDefault(arm => archived.Contains(arm.Version)) is { } lost)
            return new Refusal("traffic_split", $"The prompt version '{lost.Version}' is archived.");
        if (plan.Arms.All(arm => arm.Version != champion))
            return new Refusal("traffic_split", $"The champion {champion} must be one of the arms.");
        if (plan.Arms.FirstOrDefault(arm => !(arm.Share > 0 && arm.Share < 1)) is { } share)
            return new Refusal("traffic_split", $"The share of {share.Version} is {share.Share}; expected more than 0 and less than 1.");
        var sum = plan.Arms.Sum(arm => arm.Share);
        if (Math.Abs(sum - 1) > 1e-6)
            return new Refusal("traffic_split", $"The shares add up to {Math.Round(sum, 6)}; expected 1.");
        return plan switch
        {
            { MinDurationDays: < LeastDays or > 365 } => new Refusal(
                "min_duration_days",
                $"Expected {LeastDays} to 365 days, not {plan.MinDurationDays}."
            ),
            { WinnerThreshold: not (>= 0 and < 1) } => new Refusal(
                "winner_threshold",
                "Expected a confidence of at least 0 and less than 1."
            ),
            { Power: not (>= 0.5 and <= 0.999) } => new Refusal("power", "Expected a probability from 0.5 to 0.999."),
            { Metric: SuccessMetric.PositiveFeedbackPct, MinimumDetectableEffect: not (>= 0.005 and <= 0.5) } => new Refusal(
                "minimum_detectable_effect",
                "Expected a difference of rates from 0.005 to 0.5."
            ),
            { Metric: SuccessMetric.AvgRating, MinimumDetectableEffect: not (>= 0.02 and <= 4) } => new Refusal(
                "minimum_detectable_effect",
                "Expected a difference in stars from 0.02 to 4."
            ),
            _ => null,
        };
    }

    /// <summary>The experiment that a sound plan makes. It counts from the next UTC day on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="plan">A plan that passed <see cref="Check"/>.</param>
    /// <param name="champion">The champion, which becomes the first arm.</param>
    /// <param name="history">The champion's own sums of the last weeks; they set the base line.</param>
    /// <param name="now">UTC.</param>
    internal static Experiment Begin(string id, ExperimentPlan plan, string champion, ArmFigures history, DateTimeOffset now)
    {
        var arms = plan.Arms.OrderBy(arm => arm.Version == champion ? 0 : 1).ToImmutableArray();
        plan = plan with { Arms = arms };
        var known = history.N(plan.Metric) >= LeastVotes;
        var baseLine =
            known ? history.Mean(plan.Metric)!.Value
            : plan.Metric == SuccessMetric.PositiveFeedbackPct ? UsualRate
            : UsualRating;
        var required = Metric.SampleSize(
            plan.Metric,
            baseLine,
            plan.MinimumDetectableEffect,
            DecisionRules.Level / (arms.Length - 1),
            plan.Power,
            known ? history.Variance(plan.Metric) : UsualRatingVariance
        );
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new Experiment(
            id,
            plan,
            now,
            baseLine,
            required,
            Segments.Change([], today, [.. arms.Select(arm => arm.Share)]),
            [],
            [],
            ExperimentStatus.Running,
            null,
            null
        );
    }
}
