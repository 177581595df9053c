namespace LearningActors.Client;

/// <summary>How often a reason was given.</summary>
public sealed record ReasonCount
{
    /// <summary>
    /// One of <c>timing</c>, <c>premium_low</c>, <c>iv_low</c>, <c>earnings_concern</c>, <c>gut_feeling</c>, <c>better_opportunity</c>,
    /// <c>risk_too_high</c>, <c>already_exposed</c>, <c>other</c>.
    /// </summary>
    public required string ReasonCode { get; init; }

    public required int Count { get; init; }
}
