using System.Collections.Immutable;

namespace LearningActors.Cycles;

/// <summary>How far a cycle has come.</summary>
public sealed record CycleState
{
    /// <summary>Occurrences up to here are dealt with, UTC; null before the cycle began to watch the clock.</summary>
    public DateTimeOffset? Through { get; init; }

    /// <summary>The occurrence that was begun and has not ended.</summary>
    public CycleRun? Current { get; init; }

    /// <summary>When a failed one is tried again, UTC.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What ended, newest first.</summary>
    public ImmutableArray<CycleRun> Recent { get; init; } = [];
}
