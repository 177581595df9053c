namespace LearningActors.Recommendations;

/// <summary>An outcome, and the match that it is of.</summary>
/// <param name="Day">The Pacific day of the match.</param>
/// <param name="Symbol">The underlying.</param>
/// <param name="MatchType">How what was done relates to what was recommended.</param>
/// <param name="RecommendationId">Its recommendation; null for an independent execution.</param>
/// <param name="ExecutionId">Its first execution; null where there was none.</param>
/// <param name="Outcome">How its position ended, and what it made.</param>
[GenerateSerializer, Immutable, Alias("MatchOutcome")]
public sealed record MatchOutcome(
    DateOnly Day,
    string Symbol,
    MatchKind MatchType,
    string? RecommendationId,
    string? ExecutionId,
    PositionOutcome Outcome
);

/// <summary>Which outcomes are asked for; what is null is not asked for.</summary>
/// <param name="From">The first Pacific day of matches.</param>
/// <param name="Through">The last one.</param>
/// <param name="Symbol">The underlying.</param>
/// <param name="MatchType">How what was done relates to what was recommended.</param>
/// <param name="Kind">How the position ended.</param>
[GenerateSerializer, Immutable, Alias("OutcomeFilter")]
public sealed record OutcomeFilter(DateOnly? From, DateOnly? Through, string? Symbol, MatchKind? MatchType, OutcomeKind? Kind);

/// <summary>What outcomes are sorted by.</summary>
[GenerateSerializer, Alias("OutcomeSort")]
public enum OutcomeSort
{
    Day,

    /// <summary>What is attributed to the match, whatever the currency.</summary>
    AttributedPnl,
}
