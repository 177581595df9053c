using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Cycles;

/// <summary>Runs one schedule. Key: one of <see cref="CycleNames"/>.</summary>
[Alias("ICycleGrain")]
public interface ICycleGrain : IGrainWithStringKey
{
    /// <summary>Begins to watch the clock. Doing it again changes nothing. What is due is started.</summary>
    [Alias("Watch"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task WatchClock();

    /// <summary>
    /// Runs what is due, if anything is: all that was missed, in order; answers when it is done. Its reminder does so each
    /// minute.
    /// </summary>
    [Alias("RunDue"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task RunDue();

    /// <summary>Where it stands.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<CycleStatus> Get();

    /// <summary>Runs it now, beside its schedule; where an occurrence is under way, or waits for its next attempt, that one.</summary>
    /// <param name="by">The name of the key.</param>
    [Alias("RunNow"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<CycleRun> RunNow(string by);
}

/// <summary>The names of the cycles, which are their keys.</summary>
public static class CycleNames
{
    public const string NightlyMetrics = "nightly-metrics";
    public const string NightlyExperiments = "nightly-experiments";
    public const string WeeklyPrompts = "weekly-prompts";
    public const string NightlyLearning = "nightly-learning";
    public const string Reconcile = "reconcile";
    public const string Outcomes = "outcomes";
    public const string WeeklySummary = "weekly-summary";
    public const string MonthlyFineTuning = "monthly-fine-tuning";

    /// <summary>Every cycle that a host can run; each is the key of a grain.</summary>
    public static IReadOnlyList<string> All { get; } =
    [NightlyMetrics, NightlyExperiments, WeeklyPrompts, NightlyLearning, Reconcile, Outcomes, WeeklySummary, MonthlyFineTuning];
}

/// <summary>Where a cycle stands.</summary>
/// <param name="Name">One of <see cref="CycleNames.All"/>.</param>
/// <param name="Zone">The IANA name of its zone.</param>
/// <param name="LocalTime">When, in its zone, such as <c>02:00</c>.</param>
/// <param name="Days">On which days of the week, such as <c>Monday</c>; or on which day of the month.</param>
/// <param name="NextAt">The next occurrence that was not dealt with, UTC; in the past while it is late.</param>
/// <param name="Watched">It has begun to watch the clock.</param>
/// <param name="Current">What is under way, or failed and will be tried again; null for none.</param>
/// <param name="Recent">What ended, newest first.</param>
[GenerateSerializer, Immutable, Alias("CycleStatus")]
public sealed record CycleStatus(
    string Name,
    string Zone,
    string LocalTime,
    ImmutableArray<string> Days,
    DateTimeOffset NextAt,
    bool Watched,
    CycleRun? Current,
    ImmutableArray<CycleRun> Recent
);

/// <summary>One occurrence of a cycle.</summary>
/// <param name="Occurrence">Names it: the local date, or <c>now-…</c>; the idempotency key of all that it does.</param>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="StartedAt">When it was begun, UTC; null if never.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Done">What its finished steps did, in their order.</param>
/// <param name="Error">Why the last attempt failed.</param>
[GenerateSerializer, Immutable, Alias("CycleRun")]
public sealed record CycleRun(
    string Occurrence,
    DateTimeOffset DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    CycleOutcome Outcome,
    int Attempts,
    ImmutableArray<string> Done,
    string? Error
);

/// <summary>How an occurrence stands.</summary>
[GenerateSerializer, Alias("CycleOutcome")]
public enum CycleOutcome
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>An attempt failed; the next one follows.</summary>
    Retrying,

    /// <summary>Given up after the last attempt.</summary>
    Failed,

    /// <summary>Missed while the service was down, and too old to be made up.</summary>
    Skipped,
}
