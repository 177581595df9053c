using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IReconcilerGrain" />
/// <remarks>What is marked is in the ledger, so that this grain has no state: a mark that a crash left is found by the next tick.</remarks>
public sealed class ReconcilerGrain(
    IRecommendationLedger ledger,
    IEnumerable<IMatchesObserver> observers,
    OutcomeOptions options,
    IClock clock,
    IHostApplicationLifetime lifetime,
    ILogger<ReconcilerGrain> logger
) : Grain, IReconcilerGrain, IRemindable
{
    private const string Reminder = "marked";
    private const int MaxDaysAtOnce = 50;
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);

    private IGrainTimer? _pause;
    private Task _last = Task.CompletedTask;

    private DateOnly Today => PacificDay.Of(clock.UtcNow);

    private GrainWork Work => field ??= new GrainWork(RunAsync, logger);

    private IReconciliationGrain Reconciliation => GrainFactory.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key);

    /// <inheritdoc />
    public async Task WatchMarks()
    {
        if (await this.GetReminder(Reminder, CancellationToken.None) is null)
            await this.RegisterOrUpdateReminder(Reminder, s_poll, s_poll, CancellationToken.None);
        _ = Work.Start();
    }

    /// <inheritdoc />
    public Task Wake()
    {
        // A file arrives in many batches: they are done together.
        _pause ??= this.RegisterGrainTimer(
            () =>
            {
                _pause?.Dispose();
                _pause = null;
                _ = Work.Start();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.FromSeconds(options.ReconcileAfterSeconds), Timeout.InfiniteTimeSpan)
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ = Work.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<ReconciledDays> ReconcileMarked(DateOnly through) => OneAfterTheOther(() => ReconcileAsync(through));

    /// <inheritdoc />
    public Task<int> TrackMarked() => OneAfterTheOther(TrackAsync);

    private async Task RunAsync()
    {
        try
        {
            await ReconcileMarked(Today.AddDays(-1));
        }
        finally
        {
            await TrackMarked();
            foreach (var observer in observers)
                await observer.ChangedAsync(GrainFactory);
        }
    }

    private async Task<ReconciledDays> ReconcileAsync(DateOnly through)
    {
        var (all, failed) = (new ReconciledDays(0, 0, 0, 0), new Dictionary<DateOnly, Exception>());
        // Reconciling a day takes its mark; a host that stops leaves the rest to another one. A day that fails does not hold up others.
        while (
            !lifetime.ApplicationStopping.IsCancellationRequested
            && (await ledger.ReadMarkedDaysAsync(through, MaxDaysAtOnce + failed.Count)).RemoveAll(failed.ContainsKey)
                is { IsEmpty: false } days
        )
        {
            foreach (var day in days)
            {
                try
                {
                    var one = await Reconciliation.Reconcile(day);
                    all = new ReconciledDays(
                        all.Days + 1,
                        all.Recommendations + one.Recommendations,
                        all.New + one.New,
                        all.Revised + one.Revised
                    );
                }
                catch (Exception exception)
                {
                    failed[day] = exception;
                }
            }
        }

        return failed.Count == 0 ? all : throw new AggregateException($"Not reconciled: {string.Join(", ", failed.Keys)}", failed.Values);
    }

    private async Task<int> TrackAsync()
    {
        await ledger.MarkExpiredAsync(Today.AddDays(-options.InferExpirationAfterDays - 1));
        return await new MarkedOutcomes(ledger, facts => Outcomes.Of(facts, Today, options), logger).TrackAsync(
            lifetime.ApplicationStopping
        );
    }

    /// <summary>Days and outcomes are worked on in one line, whoever asks.</summary>
    private Task<T> OneAfterTheOther<T>(Func<Task<T>> work)
    {
        var next = RunAfterAsync(_last, work);
        _last = next;
        return next;
    }

    private static async Task<T> RunAfterAsync<T>(Task before, Func<Task<T>> work)
    {
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        return await work();
    }
}
