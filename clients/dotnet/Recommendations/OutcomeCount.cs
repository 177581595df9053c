namespace LearningActors.Client;

/// <summary>Outcomes of a kind.</summary>
public sealed record OutcomeCount
{
    /// <summary>
    /// Null for what was not executed and would have made something. One of <c>open</c>, <c>expired_worthless</c>,
    /// <c>closed_profit</c>, <c>closed_loss</c>, <c>assigned</c>, <c>rolled</c>, <c>unknown_opening</c>.
    /// </summary>
    public required string? Outcome { get; init; }

    /// <summary>Matches.</summary>
    public required int Count { get; init; }

    /// <summary>What is attributed to them, so that a sum over kinds counts each lot once.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>Of the amount.</summary>
    public required string Currency { get; init; }
}
