namespace LearningActors.Client;

/// <summary>One occurrence of a cycle.</summary>
public sealed record CycleRun
{
    /// <summary>Names it: the local date, or <c>now-…</c>; the idempotency key of all that it does.</summary>
    public required string Occurrence { get; init; }

    /// <summary>When it was due, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was begun, UTC; null if never.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it stands. One of <c>running</c>, <c>completed</c>, <c>retrying</c>, <c>failed</c>, <c>skipped</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>What its finished steps did, in their order.</summary>
    public required IReadOnlyList<string> Done { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public required string? Error { get; init; }
}
