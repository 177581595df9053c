namespace LearningActors.Client;

/// <summary>An experiment that is to be started.</summary>
public sealed record ExperimentPlan
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The arms; one of them is the champion. Shares add up to 1.</summary>
    public required IReadOnlyList<ArmShare> Arms { get; init; }

    /// <summary>Days before a decision, within PlanLimits.</summary>
    public required int MinDurationDays { get; init; }

    /// <summary>What is compared. One of <c>positive_feedback_pct</c>, <c>avg_rating</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>How it is decided. One of <c>group_sequential</c>, <c>chi_square</c>, <c>anytime</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The confidence 1 − p that DecisionRule.ChiSquare asks for beside p &lt; 0.05.</summary>
    public required double WinnerThreshold { get; init; }

    /// <summary>The difference to find: a fraction, or stars. It sets the sample size.</summary>
    public required double MinimumDetectableEffect { get; init; }

    /// <summary>The probability to find it, 0..1.</summary>
    public required double Power { get; init; }

    /// <summary>Limits of side effects.</summary>
    public required GuardrailLimits Guardrails { get; init; }

    /// <summary>The name of a key, or the cycle.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Days after an explanation's UTC day in which votes for it count; it counts itself when they are over.</summary>
    public required int VoteWindowDays { get; init; }

    /// <summary>Days after which it ends, whatever it has found. Null while it is planned: what the traffic needs, within limits.</summary>
    public required int? MaxDurationDays { get; init; }

    /// <summary>
    /// By what fraction of the champion's mean a winner must be better to be promoted by a rule; null where any difference will do.
    /// </summary>
    public required double? MinRelativeLift { get; init; }
}
