namespace LearningActors.Client;

/// <summary>The four weeks after a change against the four before.</summary>
public sealed record ValidationReport
{
    /// <summary>The 28 Pacific days before the change, of the version before.</summary>
    public required ValidationWindow Before { get; init; }

    /// <summary>The 28 days from the change on, of the new version.</summary>
    public required ValidationWindow After { get; init; }

    /// <summary>The four weeks are over.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>
    /// One-sided p of the consent rate being no lower than before (two proportions), after Holm over the two; null without data.
    /// </summary>
    public required double? WorseConsent { get; init; }

    /// <summary>
    /// One-sided p of the P&amp;L of a match being no lower than before (Welch), after Holm over the two; null without data.
    /// </summary>
    public required double? WorsePnl { get; init; }

    /// <summary>The pattern is seen in the weeks after too.</summary>
    public required bool PatternRemains { get; init; }

    /// <summary>
    /// What the figures speak for; null where there are too few. A person ends it. One of <c>kept</c>, <c>rolled_back</c>,
    /// <c>modified</c>.
    /// </summary>
    public required string? Suggested { get; init; }

    /// <summary>Why, a sentence.</summary>
    public required string Because { get; init; }
}
