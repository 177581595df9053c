using System.Collections.Immutable;
using LearningActors.Patterns;
using LearningActors.Statistics;

namespace LearningActors.AlgorithmChanges;

/// <summary>How far a proposed change of the algorithm is.</summary>
[GenerateSerializer, Alias("AlgorithmChangeStatus")]
public enum AlgorithmChangeStatus
{
    /// <summary>It waits for a decision.</summary>
    Proposed,

    /// <summary>The decision was put off; it can be made at any time.</summary>
    Deferred,

    /// <summary>It is to be implemented.</summary>
    Accepted,

    /// <summary>It is implemented, and compared with before.</summary>
    Validating,

    /// <summary>Ended: it was not wanted.</summary>
    Rejected,

    /// <summary>Ended: it stays.</summary>
    Kept,

    /// <summary>Ended: it was taken back.</summary>
    RolledBack,

    /// <summary>Ended: something else took its place.</summary>
    Modified,

    /// <summary>Ended: the matches behind it were excluded or revised, so that no pattern is left.</summary>
    Withdrawn,
}

/// <summary>What a person decides on a candidate.</summary>
[GenerateSerializer, Alias("CandidateDecision")]
public enum CandidateDecision
{
    Implement,
    Defer,
    Reject,
}

/// <summary>How the validation of a change ends.</summary>
[GenerateSerializer, Alias("ValidationOutcome")]
public enum ValidationOutcome
{
    Kept,
    RolledBack,
    Modified,
}

/// <summary>A change of the algorithm that a pattern proposes, and its outcome. The service never makes it by itself.</summary>
/// <param name="Id">The pattern's key and a number, such as <c>expiration-shift.longer.1</c>.</param>
/// <param name="PatternKey">The pattern that proposes it, such as <c>expiration-shift.longer</c>.</param>
/// <param name="Kind">In what way people diverge.</param>
/// <param name="Description">The pattern in a sentence.</param>
/// <param name="Proposal">What to change.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Confidence">How sure the pattern is, over all weeks.</param>
/// <param name="Estimate">Its mean and interval, over all weeks.</param>
/// <param name="Evidence">The weeks in which it was seen, and the matches behind it.</param>
/// <param name="Implementation">What was made of it; null before.</param>
/// <param name="Validation">
/// The four weeks after against the four before, as they stood when they were over or when it ended; null before.
/// </param>
/// <param name="History">Every step, oldest first.</param>
[GenerateSerializer, Immutable, Alias("AlgorithmChange")]
public sealed record AlgorithmChange(
    string Id,
    string PatternKey,
    PatternKind Kind,
    string Description,
    string Proposal,
    AlgorithmChangeStatus Status,
    PatternConfidence Confidence,
    Estimate Estimate,
    ImmutableArray<WeekEvidence> Evidence,
    Implementation? Implementation,
    ValidationReport? Validation,
    ImmutableArray<AlgorithmChangeStep> History
)
{
    /// <summary>Nothing further becomes of it.</summary>
    public bool HasEnded =>
        Status
            is AlgorithmChangeStatus.Rejected
                or AlgorithmChangeStatus.Kept
                or AlgorithmChangeStatus.RolledBack
                or AlgorithmChangeStatus.Modified
                or AlgorithmChangeStatus.Withdrawn;
}

/// <summary>A week in which the pattern was seen.</summary>
/// <param name="Week">The ISO week of the recommendations behind it.</param>
/// <param name="Matches">The matches behind it.</param>
/// <param name="Confidence">How sure the pattern was by then.</param>
[GenerateSerializer, Immutable, Alias("WeekEvidence")]
public sealed record WeekEvidence(
    IsoWeek Week,
    ImmutableArray<PatternMatch> Matches,
    PatternConfidence Confidence = PatternConfidence.Medium
);

/// <summary>A change as it was implemented.</summary>
/// <param name="VersionFrom">The algorithm's version before.</param>
/// <param name="VersionTo">Its version with the change.</param>
/// <param name="On">The first Pacific day of the new version.</param>
[GenerateSerializer, Immutable, Alias("Implementation")]
public sealed record Implementation(string VersionFrom, string VersionTo, DateOnly On);

/// <summary>Something that was done with a change.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">The name of the key, or of the cycle's occurrence.</param>
/// <param name="Status">How far it was then.</param>
/// <param name="What">What was done, and why.</param>
[GenerateSerializer, Immutable, Alias("AlgorithmChangeStep")]
public sealed record AlgorithmChangeStep(DateTimeOffset At, string By, AlgorithmChangeStatus Status, string What);
