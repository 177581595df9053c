namespace LearningActors.Recommendations;

/// <summary>What came of a decision on a match.</summary>
/// <param name="Refusal">Why nothing was changed; null where it was.</param>
/// <param name="Match">The match as it is now; null where there is none.</param>
[GenerateSerializer, Immutable, Alias("MatchDecision")]
public sealed record MatchDecision(MatchRefusalKind? Refusal, MatchRecord? Match);

/// <summary>Why a decision on a match was not taken.</summary>
[GenerateSerializer, Alias("MatchRefusalKind")]
public enum MatchRefusalKind
{
    /// <summary>There is no match of this id.</summary>
    Unknown,

    /// <summary>Since the revision that was decided on, somebody else decided, or the match was revised.</summary>
    Changed,
}
