namespace LearningActors.Client;

/// <summary>A pattern in what people did.</summary>
public sealed record Pattern
{
    /// <summary>Names it over all weeks, such as <c>expiration-shift.longer</c> or <c>symbol.TSLA.rejected</c>.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// In what way. One of <c>expiration_shift</c>, <c>strike_shift</c>, <c>rejected_low_premium</c>, <c>symbol_preference</c>,
    /// <c>time_of_day</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>A sentence.</summary>
    public required string Description { get; init; }

    /// <summary>How sure it is. One of <c>medium</c>, <c>high</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>
    /// The mean and its interval, over the matches: days, USD for a share, or the share of recommendations that were rejected.
    /// </summary>
    public required Estimate Estimate { get; init; }

    /// <summary>The same of all others, or of what was followed, where the pattern is a contrast; null for a shift.</summary>
    public required Estimate? Rest { get; init; }

    /// <summary>The matches behind it.</summary>
    public required IReadOnlyList<PatternMatch> Matches { get; init; }
}
