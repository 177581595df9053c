namespace LearningActors.Client;

/// <summary>Where a cycle stands.</summary>
public sealed record CycleStatus
{
    /// <summary>Such as <c>nightly-metrics</c>; commands take it.</summary>
    public required string Name { get; init; }

    /// <summary>The IANA name of its zone.</summary>
    public required string Zone { get; init; }

    /// <summary>When, in its zone, such as <c>02:00</c>.</summary>
    public required string LocalTime { get; init; }

    /// <summary>On which days of the week, such as <c>Monday</c>.</summary>
    public required IReadOnlyList<string> Days { get; init; }

    /// <summary>The next occurrence that was not dealt with, UTC; in the past while it is late.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>It has begun to watch the clock.</summary>
    public required bool Watched { get; init; }

    /// <summary>What is under way, or failed and will be tried again; null for none.</summary>
    public required CycleRun? Current { get; init; }

    /// <summary>What ended, newest first.</summary>
    public required IReadOnlyList<CycleRun> Recent { get; init; }
}
