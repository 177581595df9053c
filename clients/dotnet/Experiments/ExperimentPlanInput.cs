namespace LearningActors.Client;

/// <summary>The plan of an experiment among prompt versions.</summary>
public sealed record ExperimentPlanInput
{
    /// <summary>BUY, SELL or HOLD.</summary>
    public required string Signal { get; init; }

    /// <summary>Prompt versions and their shares, which add up to 1; the champion is one of them.</summary>
    public required IReadOnlyDictionary<string, double> TrafficSplit { get; init; }

    /// <summary>
    /// What is compared. One of <c>positive_feedback_pct</c>, <c>avg_rating</c>. By default <c>positive_feedback_pct</c>.
    /// </summary>
    public string? SuccessMetric { get; init; }

    /// <summary>
    /// How it is decided. One of <c>group_sequential</c>, <c>chi_square</c>, <c>anytime</c>. By default <c>group_sequential</c>.
    /// </summary>
    public string? DecisionRule { get; init; }

    /// <summary>Days before a decision. 7 to 365. By default <c>7</c>.</summary>
    public int? MinDurationDays { get; init; }

    /// <summary>Days after which it ends, whatever it has found; what the traffic needs where it is not given. 7 to 365.</summary>
    public int? MaxDurationDays { get; init; }

    /// <summary>Days after an explanation's UTC day in which votes for it count. 0 to 30. By default <c>5</c>.</summary>
    public int? VoteWindowDays { get; init; }

    /// <summary>The confidence 1 - p that the rule chi_square asks for beside p &lt; 0.05. 0 to 0.9999. By default <c>0.8</c>.</summary>
    public double? WinnerThreshold { get; init; }

    /// <summary>The difference worth finding: a fraction (0.1 where it is not given), or stars (0.3). 0.005 to 4.</summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>The probability to find it. 0.5 to 0.999. By default <c>0.95</c>.</summary>
    public double? Power { get; init; }

    /// <summary>How much worse an arm's side effects may be for it to be promoted.</summary>
    public GuardrailsInput? Guardrails { get; init; }
}
