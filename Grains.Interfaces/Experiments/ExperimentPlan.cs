using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>What an experiment compares.</summary>
[GenerateSerializer, Alias("SuccessMetric")]
public enum SuccessMetric
{
    /// <summary>The share of votes that are positive, averaged over the answers.</summary>
    PositiveFeedbackPct,

    /// <summary>The mean of stars, averaged over the answers.</summary>
    AvgRating,
}

/// <summary>How an experiment is decided.</summary>
[GenerateSerializer, Alias("DecisionRule")]
public enum DecisionRule
{
    /// <summary>Challenger against champion at weekly looks, with O'Brien–Fleming spending.</summary>
    GroupSequential,

    /// <summary>An omnibus χ² test after the minimal duration.</summary>
    ChiSquare,

    /// <summary>Confidence sequences, at every look.</summary>
    Anytime,
}

/// <summary>The rules' names, as the API and the history of champions write them.</summary>
public static class DecisionRuleNames
{
    /// <summary>Such as <c>group_sequential</c>.</summary>
    public static string Text(this DecisionRule rule) =>
        rule switch
        {
            DecisionRule.GroupSequential => "group_sequential",
            DecisionRule.ChiSquare => "chi_square",
            DecisionRule.Anytime => "anytime",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a rule."),
        };
}

/// <summary>An arm and its share of the units.</summary>
/// <param name="Version">The prompt version.</param>
/// <param name="Share">A fraction in 0..1.</param>
[GenerateSerializer, Immutable, Alias("ArmShare")]
public sealed record ArmShare(string Version, double Share);

/// <summary>How much worse than the champion's an arm's side effects may be for it to be promoted.</summary>
/// <param name="CostRatio">Its mean cost, as a multiple of the champion's.</param>
/// <param name="LatencyRatio">Its mean latency, as a multiple.</param>
/// <param name="FallbackRateIncrease">Its fallback rate less the champion's, a fraction.</param>
/// <param name="FeedbackRateRatio">Its feedback rate as a multiple of the champion's, at least.</param>
[GenerateSerializer, Immutable, Alias("GuardrailLimits")]
public sealed record GuardrailLimits(
    double CostRatio = 1.5,
    double LatencyRatio = 1.5,
    double FallbackRateIncrease = 0.05,
    double FeedbackRateRatio = 0.7
);

/// <summary>An experiment that is to be started.</summary>
/// <param name="Signal">The signal whose prompt versions are compared.</param>
/// <param name="Arms">The arms; one of them is the champion. Shares add up to 1.</param>
/// <param name="MinDurationDays">Days before a decision, within <see cref="PlanLimits"/>.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Rule">How it is decided.</param>
/// <param name="WinnerThreshold">The confidence 1 − p that <see cref="DecisionRule.ChiSquare"/> asks for beside p &lt; 0.05.</param>
/// <param name="MinimumDetectableEffect">The difference to find: a fraction, or stars. It sets the sample size.</param>
/// <param name="Power">The probability to find it, 0..1.</param>
/// <param name="Guardrails">Limits of side effects.</param>
/// <param name="StartedBy">The name of a key, or the cycle.</param>
/// <param name="VoteWindowDays">
/// Days after an explanation's UTC day in which votes for it count; it counts itself when they are over.
/// </param>
/// <param name="MaxDurationDays">
/// Days after which it ends, whatever it has found. Null while it is planned: what the traffic needs, within limits.
/// </param>
/// <param name="MinRelativeLift">
/// By what fraction of the champion's mean a winner must be better to be promoted by a rule; null where any difference will do.
/// </param>
[GenerateSerializer, Immutable, Alias("ExperimentPlan")]
public sealed record ExperimentPlan(
    SignalType Signal,
    ImmutableArray<ArmShare> Arms,
    int MinDurationDays,
    SuccessMetric Metric,
    DecisionRule Rule,
    double WinnerThreshold,
    double MinimumDetectableEffect,
    double Power,
    GuardrailLimits Guardrails,
    string StartedBy,
    int VoteWindowDays = PlanLimits.UsualVoteWindowDays,
    int? MaxDurationDays = null,
    double? MinRelativeLift = null
);

/// <summary>What a plan may say.</summary>
public static class PlanLimits
{
    /// <summary>Days before a decision, at least: a week has all its weekdays.</summary>
    public const int MinDurationDays = 7;

    /// <summary>Days of an experiment, at most.</summary>
    public const int MaxDurationDays = 365;

    /// <summary>Days of an experiment where neither the plan nor the traffic says anything.</summary>
    public const int UsualMaxDurationDays = 56;

    /// <summary>The shortest and the longest duration that follows from the traffic, days.</summary>
    public const int ShortestDeadlineDays = 28;

    /// <inheritdoc cref="ShortestDeadlineDays" />
    public const int LongestDeadlineDays = 182;

    /// <summary>The longest window for votes, days.</summary>
    public const int MaxVoteWindowDays = 30;

    /// <summary>The window for votes where the plan says nothing else, days: unhappy readers may come back late.</summary>
    public const int UsualVoteWindowDays = 5;

    /// <summary>Arms, with the champion.</summary>
    public const int MinArms = 2;

    /// <summary>Arms, with the champion.</summary>
    public const int MaxArms = 10;

    /// <summary>The lowest power.</summary>
    public const double MinPower = 0.5;

    /// <summary>The highest power.</summary>
    public const double MaxPower = 0.999;

    /// <summary>The highest confidence that <see cref="ExperimentPlan.WinnerThreshold"/> may ask for.</summary>
    public const double MaxWinnerThreshold = 0.9999;

    /// <summary>The smallest and the largest difference that may be looked for, in the metric's unit.</summary>
    public static (double Min, double Max) Effect(SuccessMetric metric) =>
        metric == SuccessMetric.PositiveFeedbackPct ? (0.005, 0.5) : (0.02, 4);
}
