namespace LearningActors.Client;

/// <summary>A week's recommendations compared with what was executed, as it was known at some time.</summary>
public sealed record WeeklySummary
{
    /// <summary>The ISO week, of Pacific days.</summary>
    public required IsoWeek Week { get; init; }

    /// <summary>1, 2, …; a later one has later outcomes in it.</summary>
    public required int Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The name of the key, or of the cycle's occurrence.</summary>
    public required string GeneratedBy { get; init; }

    /// <summary>The week was over.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Counts, rates and P&amp;L.</summary>
    public required WeekFigures Figures { get; init; }

    /// <summary>In what ways people diverged.</summary>
    public required IReadOnlyList<Pattern> Patterns { get; init; }

    /// <summary>The algorithm changes that these patterns propose.</summary>
    public required IReadOnlyList<SummaryCandidate> Candidates { get; init; }

    /// <summary>How it differs from the version before; empty in the first, and where nothing differs.</summary>
    public required IReadOnlyList<SummaryChange> Changes { get; init; }

    /// <summary>The text that is sent.</summary>
    public required string Notification { get; init; }
}
