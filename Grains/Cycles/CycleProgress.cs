using NodaTime;

namespace LearningActors.Cycles;

/// <summary>How a cycle goes on: from state to state, without effects.</summary>
internal static class CycleProgress
{
    internal const int MaxAttempts = 14;
    private const double LongestPauseMinutes = 120;
    private const int RecentKept = 50;

    /// <summary>An occurrence begins to watch the clock: nothing before now is due.</summary>
    internal static CycleState Begin(CycleState state, DateTimeOffset now) => state.Through is null ? state with { Through = now } : state;

    /// <summary>
    /// Takes up the next occurrence that is due; those too old to be made up are skipped. The same state where none is due.
    /// </summary>
    internal static CycleState TakeUp(CycleState state, CycleSchedule schedule, int catchUp, DateTimeOffset now)
    {
        if (state.Current is not null || state.Through is not { } through)
            return state;
        var due = schedule.Between(Instant.FromDateTimeOffset(through), Instant.FromDateTimeOffset(now)).ToArray();
        if (due.Length == 0)
            return state;
        foreach (var old in due.SkipLast(catchUp))
            state = Remember(
                state,
                Run(old) with
                {
                    EndedAt = now,
                    Outcome = CycleOutcome.Skipped,
                    Error = "Missed while the service was down.",
                }
            );
        return state with { Current = Run(due[Math.Max(0, due.Length - catchUp)]) };
    }

    /// <summary>An occurrence beside the schedule.</summary>
    internal static CycleRun ByHand(DateTimeOffset now) => Run($"now-{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}", now);

    /// <summary>Another attempt begins.</summary>
    internal static CycleRun Attempt(CycleRun run, DateTimeOffset now) =>
        run with
        {
            StartedAt = run.StartedAt ?? now,
            Outcome = CycleOutcome.Running,
            Attempts = run.Attempts + 1,
        };

    /// <summary>The occurrence has ended.</summary>
    internal static CycleState End(CycleState state, CycleRun run) => Remember(state with { Current = null, RetryAt = null }, run);

    /// <summary>
    /// How long to wait after so many failed attempts: a minute, doubled each time up to two hours. All of them take most of a day.
    /// </summary>
    internal static TimeSpan Pause(int attempts) => TimeSpan.FromMinutes(Math.Min(LongestPauseMinutes, Math.Pow(2, attempts - 1)));

    private static CycleRun Run(ScheduledOccurrence due) => Run(due.Date.ToString("uuuu-MM-dd", null), due.At.ToDateTimeOffset());

    private static CycleRun Run(string name, DateTimeOffset due) => new(name, due, null, null, CycleOutcome.Running, 0, [], null);

    private static CycleState Remember(CycleState state, CycleRun run) =>
        state with
        {
            Through = run.DueAt > state.Through ? run.DueAt : state.Through,
            Recent = [run, .. state.Recent.Take(RecentKept - 1)],
        };
}
