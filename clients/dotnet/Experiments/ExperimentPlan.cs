namespace LearningActors.Client;

/// <summary>An experiment that is to be started.</summary>
public sealed record ExperimentPlan
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The arms; one of them is the champion. Shares add up to 1.</summary>
    public required IReadOnlyList<ArmShare> Arms { get; init; }

    /// <summary>Days before a decision, 7 at least.</summary>
    public required int MinDurationDays { get; init; }

    /// <summary>What is compared. One of <c>positive_feedback_pct</c>, <c>avg_rating</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>How it is decided. One of <c>group_sequential</c>, <c>chi_square</c>, <c>anytime</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The confidence 1 − p that the rule DecisionRule.ChiSquare asks for beside p &lt; 0.05.</summary>
    public required double WinnerThreshold { get; init; }

    /// <summary>The difference worth finding, in the metric's unit: a fraction, or stars. It sets the sample size.</summary>
    public required double MinimumDetectableEffect { get; init; }

    /// <summary>The probability to find it, 0..1.</summary>
    public required double Power { get; init; }

    /// <summary>Limits of side effects.</summary>
    public required GuardrailLimits Guardrails { get; init; }

    /// <summary>The name of a key, or the cycle.</summary>
    public required string StartedBy { get; init; }
}
