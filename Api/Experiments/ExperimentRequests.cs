using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Http;

namespace LearningActors.Experiments;

/// <summary>Reads the plan of an experiment.</summary>
internal static class ExperimentRequests
{
    internal static ExperimentPlan? ReadPlan(FieldReader fields, string by)
    {
        SignalType signal = default;
        fields.Require("signal", "BUY, SELL or HOLD");
        if (fields.Text("signal", 10) is { } text && !SignalTypes.TryParse(text, out signal))
            fields.Fault("signal", $"Expected BUY, SELL or HOLD, not '{text}'.");
        fields.Require("traffic_split", "an object of prompt versions and their shares");
        var arms = ReadArms(fields);
        var metric = fields.Choice<SuccessMetric>("success_metric") ?? SuccessMetric.PositiveFeedbackPct;
        var rule = fields.Choice<DecisionRule>("decision_rule") ?? DecisionRule.GroupSequential;
        var days = fields.Int("min_duration_days", PlanLimits.MinDurationDays, PlanLimits.MaxDurationDays) ?? PlanLimits.MinDurationDays;
        var threshold = fields.Number("winner_threshold", 0, PlanLimits.MaxWinnerThreshold) ?? 0.8;
        var (minEffect, maxEffect) = PlanLimits.Effect(metric);
        var effect = fields.Number("minimum_detectable_effect", minEffect, maxEffect) ?? (metric == SuccessMetric.AvgRating ? 0.3 : 0.1);
        var power = fields.Number("power", PlanLimits.MinPower, PlanLimits.MaxPower) ?? 0.95;
        var guardrails = ReadGuardrails(fields);
        return arms is { } split ? new ExperimentPlan(signal, split, days, metric, rule, threshold, effect, power, guardrails, by) : null;
    }

    private static ImmutableArray<ArmShare>? ReadArms(FieldReader fields)
    {
        if (fields.Find("traffic_split") is not { } split || fields.Inner(split, "traffic_split.") is null)
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

    private static GuardrailLimits ReadGuardrails(FieldReader fields)
    {
        var usual = new GuardrailLimits();
        if (fields.Find("guardrails") is not { } given || fields.Inner(given, "guardrails.") is not { } limits)
            return usual;
        return new GuardrailLimits(
            limits.Number("cost_ratio", 1, 100) ?? usual.CostRatio,
            limits.Number("latency_ratio", 1, 100) ?? usual.LatencyRatio,
            limits.Number("fallback_rate_increase", 0, 1) ?? usual.FallbackRateIncrease,
            limits.Number("feedback_rate_ratio", 0, 1) ?? usual.FeedbackRateRatio
        );
    }
}
