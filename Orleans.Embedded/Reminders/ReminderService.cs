using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Keeps a timer for every stored reminder and wakes the grains.</summary>
internal sealed class ReminderService(
    ReminderTable table,
    ActivationCatalog catalog,
    GrainClasses classes,
    TimeProvider time,
    IOptions<ReminderOptions> options,
    IOptions<SiloMessagingOptions> messaging,
    ILogger<ReminderService> logger
) : BackgroundService
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_timerResolution = TimeSpan.FromMilliseconds(1);
    private readonly ConcurrentDictionary<(GrainId, string), LocalReminder> _local = new();

    internal async Task<IGrainReminder> RegisterOrUpdateAsync(GrainId grainId, string name, TimeSpan dueTime, TimeSpan period)
    {
        if (period < options.Value.MinimumReminderPeriod)
            throw new ArgumentException(
                $"The period of reminder {name} is {period}; the least is {options.Value.MinimumReminderPeriod}.",
                nameof(period)
            );
        var startAt = time.GetUtcNow().UtcDateTime + dueTime;
        var version = await table.UpsertAsync(grainId, name, startAt, period);
        var reminder = new Reminder(grainId, name, startAt, period, version);
        Schedule(reminder);
        return reminder;
    }

    internal async Task UnregisterAsync(GrainId grainId, IGrainReminder reminder)
    {
        if (await table.ReadAsync(grainId, reminder.ReminderName) is { } stored)
            await table.DeleteAsync(stored);
        if (_local.TryRemove((grainId, reminder.ReminderName), out var local))
            local.Dispose();
    }

    internal async Task<IGrainReminder?> GetAsync(GrainId grainId, string name) => await table.ReadAsync(grainId, name);

    public override void Dispose()
    {
        foreach (var local in _local.Values)
            local.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var reminder in await table.ReadAllAsync())
                    Schedule(reminder);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                RuntimeLog.RemindersUnreadable(logger, exception, s_retry);
                await Task.Delay(s_retry, stoppingToken);
            }
        }
    }

    private void Schedule(Reminder reminder)
    {
        var local = new LocalReminder(this, reminder);
        _local.AddOrUpdate(
            (reminder.GrainId, reminder.ReminderName),
            local,
            (_, old) =>
            {
                old.Dispose();
                return local;
            }
        );
        local.Start();
    }

    private async Task TickAsync(Reminder reminder)
    {
        if (classes.ByGrainType(reminder.GrainId.Type) is not { } grainClass)
            return;
        var reply = new Reply<object?>();
        var status = new TickStatus(reminder.StartAt, reminder.Period, time.GetUtcNow().UtcDateTime);
        catalog.Send(
            reminder.GrainId,
            grainClass,
            new Invocation(
                grain => ((IRemindable)grain).ReceiveReminder(reminder.ReminderName, status),
                reply,
                readOnly: false,
                alwaysInterleave: false
            )
        );
        try
        {
            // A tick is a call like any other: the next one is due although this one's answer is not here.
            await reply.WaitAsync(messaging.Value.ResponseTimeout, $"{reminder.GrainId} {nameof(IRemindable.ReceiveReminder)}");
        }
        catch (Exception exception)
        {
            RuntimeLog.ReminderFailed(logger, exception, reminder.ReminderName, reminder.GrainId);
        }
    }

    /// <summary>The timer of one reminder: at its start if that is ahead, else at the next whole period from its start.</summary>
    private sealed class LocalReminder : IDisposable
    {
        private readonly ReminderService _service;
        private readonly Reminder _reminder;
        private readonly ITimer _timer;
        private volatile bool _disposed;
        private DateTime _at;

        internal LocalReminder(ReminderService service, Reminder reminder)
        {
            (_service, _reminder) = (service, reminder);
            _timer = service.CreateTimer(state => _ = ((LocalReminder)state!).DueAsync(), this);
        }

        internal void Start() => WaitFor(_reminder.StartAt >= _service.Now ? _reminder.StartAt : NextPeriod());

        public void Dispose()
        {
            _disposed = true;
            _timer.Dispose();
        }

        private DateTime NextPeriod()
        {
            var now = _service.Now;
            var since = Math.Max(0, (now - _reminder.StartAt).Ticks);
            return now + TimeSpan.FromTicks(_reminder.Period.Ticks - (since % _reminder.Period.Ticks));
        }

        private void WaitFor(DateTime at)
        {
            _at = at;
            _timer.Change(at - _service.Now is { Ticks: > 0 } wait ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        private async Task DueAsync()
        {
            // A timer counts in milliseconds and may be a part of one ahead of the clock; a tick is never early.
            if (_service.Now < _at)
            {
                _timer.Change(s_timerResolution, Timeout.InfiniteTimeSpan);
                return;
            }

            await _service.TickAsync(_reminder);
            if (!_disposed)
                WaitFor(NextPeriod());
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private ITimer CreateTimer(TimerCallback callback, object state) =>
        time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
