namespace LearningActors.Client;

/// <summary>A change of the algorithm that a pattern proposes, and its outcome. The service never makes it by itself.</summary>
public sealed record AlgorithmChange
{
    /// <summary>The pattern's key and a number, such as <c>expiration-shift.longer.1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pattern that proposes it, such as <c>expiration-shift.longer</c>.</summary>
    public required string PatternKey { get; init; }

    /// <summary>
    /// In what way people diverge. One of <c>expiration_shift</c>, <c>strike_shift</c>, <c>rejected_low_premium</c>,
    /// <c>symbol_preference</c>, <c>time_of_day</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The pattern in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What the algorithm would do otherwise, a sentence.</summary>
    public required string Proposal { get; init; }

    /// <summary>
    /// How far it is. One of <c>proposed</c>, <c>deferred</c>, <c>accepted</c>, <c>validating</c>, <c>rejected</c>, <c>kept</c>,
    /// <c>rolled_back</c>, <c>modified</c>, <c>withdrawn</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>How sure the pattern is, over all weeks. One of <c>medium</c>, <c>high</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>Its mean and interval, over all weeks.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>The weeks in which it was seen, and the matches behind it.</summary>
    public required IReadOnlyList<WeekEvidence> Evidence { get; init; }

    /// <summary>What was made of it; null before.</summary>
    public required Implementation? Implementation { get; init; }

    /// <summary>The four weeks after against the four before, as they stood when they were over or when it ended; null before.</summary>
    public required ValidationReport? Validation { get; init; }

    /// <summary>Every step, oldest first.</summary>
    public required IReadOnlyList<AlgorithmChangeStep> History { get; init; }

    /// <summary>Nothing further becomes of it.</summary>
    public required bool HasEnded { get; init; }
}
