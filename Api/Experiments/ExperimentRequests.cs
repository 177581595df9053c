using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Http;
using Microsoft.OpenApi;

namespace LearningActors.Experiments;

/// <summary>Reads the plan of an experiment.</summary>
internal static class ExperimentRequests
{
    private static readonly GuardrailLimits s_usual = new();
    private static readonly ChoiceField<SignalType> s_signal = new("signal", "BUY, SELL or HOLD") { IsRequired = true, IgnoresCase = true };
    private static readonly OtherField s_split = new(
        "traffic_split",
        "prompt versions and their shares, which add up to 1; the champion is one of them",
        () =>
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                MinProperties = 2,
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Number,
                    ExclusiveMinimum = "0",
                    ExclusiveMaximum = "1",
                },
            }
    )
    {
        IsRequired = true,
    };
    private static readonly ChoiceField<SuccessMetric> s_metric = new("success_metric", "what is compared")
    {
        Default = "positive_feedback_pct",
    };
    private static readonly ChoiceField<DecisionRule> s_rule = new("decision_rule", "how it is decided") { Default = "group_sequential" };
    private static readonly IntField s_days = new(
        "min_duration_days",
        "days before a decision",
        PlanLimits.MinDurationDays,
        PlanLimits.MaxDurationDays
    )
    {
        Default = PlanLimits.MinDurationDays,
    };
    private static readonly IntField s_longest = new(
        "max_duration_days",
        "days after which it ends, whatever it has found; what the traffic needs where it is not given",
        PlanLimits.MinDurationDays,
        PlanLimits.MaxDurationDays
    );
    private static readonly IntField s_window = new(
        "vote_window_days",
        "days after an explanation's UTC day in which votes for it count",
        0,
        PlanLimits.MaxVoteWindowDays
    )
    {
        Default = PlanLimits.UsualVoteWindowDays,
    };
    private static readonly NumberField s_threshold = new(
        "winner_threshold",
        "the confidence 1 - p that the rule chi_square asks for beside p < 0.05",
        0,
        PlanLimits.MaxWinnerThreshold
    )
    {
        Default = 0.8,
    };
    private static readonly NumberField s_effect = new(
        "minimum_detectable_effect",
        "the difference worth finding: a fraction (0.1 where it is not given), or stars (0.3)",
        PlanLimits.Effect(SuccessMetric.PositiveFeedbackPct).Min,
        PlanLimits.Effect(SuccessMetric.AvgRating).Max
    );
    private static readonly NumberField s_power = new("power", "the probability to find it", PlanLimits.MinPower, PlanLimits.MaxPower)
    {
        Default = 0.95,
    };
    private static readonly NumberField s_cost = new("cost_ratio", "an arm's mean cost at most, as a multiple of the champion's", 1, 100)
    {
        Default = s_usual.CostRatio,
    };
    private static readonly NumberField s_latency = new("latency_ratio", "an arm's mean latency at most, as a multiple", 1, 100)
    {
        Default = s_usual.LatencyRatio,
    };
    private static readonly NumberField s_fallbacks = new(
        "fallback_rate_increase",
        "an arm's fallback rate less the champion's at most, a fraction",
        0,
        1
    )
    {
        Default = s_usual.FallbackRateIncrease,
    };
    private static readonly NumberField s_feedback = new(
        "feedback_rate_ratio",
        "an arm's feedback rate at least, as a multiple of the champion's",
        0,
        1
    )
    {
        Default = s_usual.FeedbackRateRatio,
    };
    private static readonly ObjectField s_guardrails = new(
        "guardrails",
        "how much worse an arm's side effects may be for it to be promoted",
        new BodySchema("Guardrails", s_cost, s_latency, s_fallbacks, s_feedback)
    );

    /// <summary>What a plan says.</summary>
    internal static BodySchema Plan { get; } =
        new(
            "ExperimentPlan",
            s_signal,
            s_split,
            s_metric,
            s_rule,
            s_days,
            s_longest,
            s_window,
            s_threshold,
            s_effect,
            s_power,
            s_guardrails
        );

    internal static ExperimentPlan? ReadPlan(FieldReader fields, string by)
    {
        var signal = fields.Read(s_signal);
        var arms = ReadArms(fields);
        var metric = fields.Read(s_metric) ?? SuccessMetric.PositiveFeedbackPct;
        var rule = fields.Read(s_rule) ?? DecisionRule.GroupSequential;
        var days = fields.Read(s_days) ?? PlanLimits.MinDurationDays;
        var (longest, window) = (fields.Read(s_longest), fields.Read(s_window) ?? PlanLimits.UsualVoteWindowDays);
        var threshold = fields.Read(s_threshold) ?? 0.8;
        var effect = fields.Read(s_effect) ?? (metric == SuccessMetric.AvgRating ? 0.3 : 0.1);
        var (min, max) = PlanLimits.Effect(metric);
        if (effect < min || effect > max)
            fields.Fault(s_effect.Name, FormattableString.Invariant($"Expected a number from {min} to {max} for this metric."));
        var power = fields.Read(s_power) ?? 0.95;
        var guardrails = ReadGuardrails(fields);
        return signal is { } known && arms is { } split
            ? new ExperimentPlan(known, split, days, metric, rule, threshold, effect, power, guardrails, by, window, longest)
            : null;
    }

    private static ImmutableArray<ArmShare>? ReadArms(FieldReader fields)
    {
        fields.Require(s_split);
        if (fields.Find(s_split.Name) is not { } split || fields.Inner(split, "traffic_split.") is null)
            return null;
        var arms = ImmutableArray.CreateBuilder<ArmShare>();
        foreach (var arm in split.EnumerateObject())
        {
            if (arm.Value.ValueKind == JsonValueKind.Number && arm.Value.TryGetDouble(out var share) && share is > 0 and < 1)
                arms.Add(new ArmShare(arm.Name, share));
            else
                fields.Fault($"traffic_split.{arm.Name}", "Expected a share of more than 0 and less than 1.");
        }

        return arms.ToImmutable();
    }

    private static GuardrailLimits ReadGuardrails(FieldReader fields) =>
        fields.Read(s_guardrails) is { } limits
            ? new GuardrailLimits(
                limits.Read(s_cost) ?? s_usual.CostRatio,
                limits.Read(s_latency) ?? s_usual.LatencyRatio,
                limits.Read(s_fallbacks) ?? s_usual.FallbackRateIncrease,
                limits.Read(s_feedback) ?? s_usual.FeedbackRateRatio
            )
            : s_usual;
}
