namespace LearningActors.Client;

/// <summary>Why a recommendation was not followed as given.</summary>
public sealed record MatchReasonInput
{
    /// <summary>
    /// Why somebody diverged. One of <c>timing</c>, <c>premium_low</c>, <c>iv_low</c>, <c>earnings_concern</c>, <c>gut_feeling</c>,
    /// <c>better_opportunity</c>, <c>risk_too_high</c>, <c>already_exposed</c>, <c>other</c>.
    /// </summary>
    public required string ReasonCode { get; init; }

    /// <summary>Why, in own words. At most 1 000 characters.</summary>
    public string? ReasonText { get; init; }
}
