using System.Globalization;
using LearningActors.Alerts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.Cycles;

/// <inheritdoc cref="ICycleGrain" />
/// <remarks>
/// The reminder only asks what is due, and returns at once; what is due follows from the clock and the state. A step that was
/// done is written down before the next begins, so that after a crash the occurrence goes on where it stopped.
/// </remarks>
public sealed partial class CycleGrain(
    [PersistentState("cycle", StateStorage.Name)] IPersistentState<CycleState> stored,
    IEnumerable<ICycle> cycles,
    IClock clock,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<CycleGrain> logger
) : Grain, ICycleGrain, IRemindable
{
    private const string Reminder = "due";
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);

    private readonly Queue<RunByHand> _byHand = [];
    private bool _watch;

    private ICycle Cycle => field ??= cycles.Single(cycle => cycle.Name == this.GetPrimaryKeyString());

    private GrainWork Work => field ??= new GrainWork(RunAsync, logger);

    private DateTimeOffset Now => clock.UtcNow;

    /// <inheritdoc />
    public async Task WatchClock()
    {
        if (await this.GetReminder(Reminder, CancellationToken.None) is null)
            await this.RegisterOrUpdateReminder(Reminder, s_poll, s_poll, CancellationToken.None);
        _watch = true;
        var isFirst = stored.State.Through is null;
        var work = Work.Start();
        // What is due is done in its own time. That the clock is watched from now on is written before this answers.
        if (isFirst)
            await work;
    }

    /// <inheritdoc />
    public Task<CycleStatus> Get()
    {
        var (schedule, state) = (Cycle.Schedule, stored.State);
        var next = schedule.Next(Instant.FromDateTimeOffset(state.Through ?? Now)).At;
        return Task.FromResult(
            new CycleStatus(
                Cycle.Name,
                schedule.Zone.Id,
                schedule.Time.ToString("HH:mm", CultureInfo.InvariantCulture),
                schedule.DayOfMonth is { } day ? [$"Day {day} of the month"] : [.. schedule.Days.Order().Select(one => one.ToString())],
                next.ToDateTimeOffset(),
                state.Through is not null,
                state.Current,
                state.Recent
            )
        );
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ = Work.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RunDue() => Work.Start();

    /// <inheritdoc />
    public Task<CycleRun> RunNow(string by)
    {
        var run = new RunByHand(by);
        _byHand.Enqueue(run);
        _ = Work.Start();
        return run.Ended.Task;
    }

    /// <summary>Does what was asked for by hand and what is due, until nothing is left. Only this writes the state.</summary>
    private async Task RunAsync()
    {
        RunByHand? asked = null;
        try
        {
            while (true)
            {
                if (_watch && stored.State.Through is null)
                    await WriteAsync(CycleProgress.Begin(stored.State, Now));
                if (_byHand.TryDequeue(out asked))
                    await BeginByHandAsync(asked);
                else if (
                    CycleProgress.TakeUp(stored.State, Cycle.Schedule, Cycle.CatchUp, Now) is var taken
                    && !ReferenceEquals(taken, stored.State)
                )
                    await WriteAsync(taken);
                if (stored.State.Current is null || (asked is null && stored.State.RetryAt > Now))
                    return;
                var run = await AttemptAsync();
                asked?.Ended.SetResult(run);
                asked = null;
                // Who asked meanwhile wanted to see it run, and it did.
                while (_byHand.TryDequeue(out var joined))
                    joined.Ended.SetResult(run);
                if (run.Outcome == CycleOutcome.Retrying || lifetime.ApplicationStopping.IsCancellationRequested)
                    return;
            }
        }
        catch (Exception exception)
        {
            asked?.Ended.TrySetException(exception);
            while (_byHand.TryDequeue(out var waiting))
                waiting.Ended.SetException(exception);
            throw;
        }
    }

    /// <summary>
    /// One that waits for its next attempt is what the operator wants to see done; otherwise an occurrence beside the schedule.
    /// </summary>
    private async Task BeginByHandAsync(RunByHand asked)
    {
        if (stored.State.Current is null)
            await WriteAsync(stored.State with { Current = CycleProgress.ByHand(Now) });
        StartedByHand(logger, Cycle.Name, asked.By);
    }

    private async Task<CycleRun> AttemptAsync()
    {
        var began = time.GetTimestamp();
        var run = await RunStepsAsync();
        var outcome = run.Outcome == CycleOutcome.Running ? "interrupted" : run.Outcome.ToString().ToLowerInvariant();
        LearningMeter.CycleRan(Cycle.Name, outcome, time.GetElapsedTime(began));
        return run;
    }

    private async Task<CycleRun> RunStepsAsync()
    {
        var run = CycleProgress.Attempt(stored.State.Current!, Now);
        var occurrence = new Occurrence(Cycle.Name, run.Occurrence, Cycle.Schedule.DateOf(Instant.FromDateTimeOffset(run.DueAt)));
        await WriteAsync(stored.State with { Current = run, RetryAt = null });
        try
        {
            foreach (var step in Cycle.Steps.Skip(run.Done.Length))
            {
                // A host that stops waits for the step and no longer: another silo goes on with the next.
                if (lifetime.ApplicationStopping.IsCancellationRequested)
                    return run;
                var done = await step.RunAsync(occurrence, GrainFactory);
                run = run with { Done = run.Done.Add($"{step.Name}: {done}"), Error = null };
                await WriteAsync(stored.State with { Current = run });
            }

            run = run with { EndedAt = Now, Outcome = CycleOutcome.Completed };
            await WriteAsync(CycleProgress.End(stored.State, run));
        }
        catch (Exception exception) when (stored.State.Current is not null)
        {
            Failed(logger, exception, Cycle.Name, run.Occurrence, run.Attempts);
            run = await FailAsync(
                run with
                {
                    Error = $"{Cycle.Steps[Math.Min(run.Done.Length, Cycle.Steps.Count - 1)].Name}: {exception.Message}",
                }
            );
        }

        return run;
    }

    private async Task<CycleRun> FailAsync(CycleRun run)
    {
        var isLast = run.Attempts >= CycleProgress.MaxAttempts;
        run = run with { Outcome = isLast ? CycleOutcome.Failed : CycleOutcome.Retrying, EndedAt = isLast ? Now : null };
        await WriteAsync(
            isLast
                ? CycleProgress.End(stored.State, run)
                : stored.State with
                {
                    Current = run,
                    RetryAt = Now + CycleProgress.Pause(run.Attempts),
                }
        );
        await GrainFactory
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .Raise(
                new Alert(
                    isLast ? $"cycle-given-up/{Cycle.Name}/{run.Occurrence}" : $"cycle-failed/{Cycle.Name}/{run.Occurrence}",
                    AlertKind.CycleFailed,
                    isLast ? $"{Cycle.Name} of {run.Occurrence} was given up" : $"{Cycle.Name} of {run.Occurrence} failed",
                    isLast
                        ? $"{run.Error} It was tried {run.Attempts} times; POST /api/admin/cycles/{Cycle.Name}/run starts it by hand."
                        : $"{run.Error} It is tried again up to {CycleProgress.MaxAttempts} times; "
                            + "GET /api/admin/cycles tells how it stands."
                )
            );
        return run;
    }

    private Task WriteAsync(CycleState next) => stored.WriteWholeAsync(next, DeactivateOnIdle);

    [LoggerMessage(LogLevel.Error, "{Cycle} of {Occurrence} failed at attempt {Attempt}")]
    private static partial void Failed(ILogger logger, Exception exception, string cycle, string occurrence, int attempt);

    [LoggerMessage(LogLevel.Information, "{Cycle} was started by {By}")]
    private static partial void StartedByHand(ILogger logger, string cycle, string by);

    /// <summary>Somebody wants to see it done now.</summary>
    /// <param name="By">The name of the key.</param>
    private sealed record RunByHand(string By)
    {
        internal TaskCompletionSource<CycleRun> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
