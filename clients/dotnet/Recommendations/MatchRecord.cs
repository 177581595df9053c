namespace LearningActors.Client;

/// <summary>A match and what is known of it.</summary>
public sealed record MatchRecord
{
    /// <summary>Stays when the match is revised.</summary>
    public required Guid Id { get; init; }

    /// <summary>The Pacific day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The underlying.</summary>
    public required string Symbol { get; init; }

    /// <summary>The recommendation; null for an independent execution.</summary>
    public required string? RecommendationId { get; init; }

    /// <summary>The execution, the first where several fills belong together; null where there was none.</summary>
    public required string? ExecutionId { get; init; }

    /// <summary>What it was. One of <c>consent</c>, <c>modify</c>, <c>reject</c>, <c>independent</c>, <c>no_action</c>.</summary>
    public required string MatchType { get; init; }

    /// <summary>How well they fit, 0..100; null without both.</summary>
    public required double? Score { get; init; }

    /// <summary>Executed less recommended, USD for a share.</summary>
    public required decimal? StrikeDifference { get; init; }

    /// <summary>Executed less recommended expiration, days.</summary>
    public required int? DaysDifference { get; init; }

    /// <summary>Executed, on the average of all fills, less recommended, USD for a contract.</summary>
    public required decimal? PremiumDifference { get; init; }

    /// <summary>The other executions of the same order, in order of their time.</summary>
    public required IReadOnlyList<string> FurtherFills { get; init; }

    /// <summary>
    /// What the executions are together; null where there was none. One of <c>single_leg</c>, <c>vertical</c>, <c>ratio</c>,
    /// <c>calendar</c>, <c>diagonal</c>, <c>straddle</c>, <c>strangle</c>, <c>butterfly</c>, <c>iron_condor</c>, <c>roll</c>,
    /// <c>covered_call</c>, <c>protective_put</c>, <c>other</c>.
    /// </summary>
    public required string? Structure { get; init; }

    /// <summary>
    /// Why somebody diverged. One of <c>timing</c>, <c>premium_low</c>, <c>iv_low</c>, <c>earnings_concern</c>, <c>gut_feeling</c>,
    /// <c>better_opportunity</c>, <c>risk_too_high</c>, <c>already_exposed</c>, <c>other</c>.
    /// </summary>
    public required string? ReasonCode { get; init; }

    /// <summary>In his words.</summary>
    public required string? ReasonText { get; init; }

    /// <summary>When he said so, UTC.</summary>
    public required DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>Why it teaches nothing; null where it does.</summary>
    public required string? ExcludedReason { get; init; }

    /// <summary>Its outcome; null while it is not tracked, or has no execution.</summary>
    public required PositionOutcome? Outcome { get; init; }

    /// <summary>What it was before, oldest first.</summary>
    public required IReadOnlyList<FormerMatch> History { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The recommendation in full; null where there is none.</summary>
    public required Recommendation? Recommendation { get; init; }

    /// <summary>All of its executions in full, in order of their time.</summary>
    public required IReadOnlyList<Execution> Executions { get; init; }

    /// <summary>How often the match was written: one more with each decision on it, and each time that it is matched otherwise.</summary>
    public required int Revision { get; init; }

    /// <summary>Who gave the reason, excluded the match or took it in again, whichever was last; null where nobody did.</summary>
    public required string? DecidedBy { get; init; }
}
