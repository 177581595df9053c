using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Patterns;

/// <summary>In what way people diverge from the recommendations.</summary>
[GenerateSerializer, Alias("PatternKind")]
public enum PatternKind
{
    /// <summary>Other expirations, in the mean by more than 3 days, with an interval on one side of zero.</summary>
    ExpirationShift,

    /// <summary>Other strikes, in the mean by more than $2, with an interval on one side of zero.</summary>
    StrikeShift,

    /// <summary>
    /// Recommendations that were rejected paid little: in the mean less than $0.30 a share, and less than what was followed.
    /// </summary>
    RejectedLowPremium,

    /// <summary>An underlying whose recommendations are rejected more often, or less often, than the others.</summary>
    SymbolPreference,

    /// <summary>An hour of the Pacific day whose recommendations are rejected more often, or less often, than the others.</summary>
    TimeOfDay,
}

/// <summary>How sure a pattern is.</summary>
[GenerateSerializer, Alias("PatternConfidence")]
public enum PatternConfidence
{
    /// <summary>It is likely, and may be chance.</summary>
    Medium,

    /// <summary>Chance would make it once in a hundred times at most.</summary>
    High,
}

/// <summary>A pattern in what people did.</summary>
/// <param name="Key">Names it over all weeks, such as <c>expiration-shift.longer</c> or <c>symbol.TSLA.rejected</c>.</param>
/// <param name="Kind">In what way.</param>
/// <param name="Description">A sentence.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Estimate">
/// The mean and its interval, over the matches: days, USD for a share, or the share of recommendations that were rejected.
/// </param>
/// <param name="Rest">The same of all others, or of what was followed, where the pattern is a contrast; null for a shift.</param>
/// <param name="Matches">The matches behind it.</param>
[GenerateSerializer, Immutable, Alias("Pattern")]
public sealed record Pattern(
    string Key,
    PatternKind Kind,
    string Description,
    PatternConfidence Confidence,
    Estimate Estimate,
    Estimate? Rest,
    ImmutableArray<PatternMatch> Matches
);

/// <summary>A match behind a pattern.</summary>
/// <param name="MatchId">The id of the match.</param>
/// <param name="Value">What it adds to the mean; 1 or 0 where the mean is a rate.</param>
[GenerateSerializer, Immutable, Alias("PatternMatch")]
public sealed record PatternMatch(Guid MatchId, double Value);
