using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.Alerts;

/// <inheritdoc cref="INotifierGrain" />
/// <remarks>
/// What is to be sent is in the ledger. While anything is left a reminder wakes this grain each minute; an alert that could
/// not be sent waits for its time and holds up nobody: not the others, nor the other notifiers.
/// </remarks>
public sealed partial class NotifierGrain(
    IAlertLedger ledger,
    IEnumerable<INotifier> notifiers,
    IClock clock,
    IHostApplicationLifetime lifetime,
    ILogger<NotifierGrain> logger
) : Grain, INotifierGrain, IRemindable
{
    private const string Reminder = "pending";
    private const int MaxAtOnce = 20;
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private bool _woken;

    private GrainWork Work => field ??= new GrainWork(SendPendingAsync, logger);

    /// <inheritdoc />
    public async Task Wake()
    {
        var name = this.GetPrimaryKeyString();
        if (!notifiers.Any(one => one.Name == name))
            return;
        _woken = true;
        // First of all, so that a crash in between is followed by a tick.
        await RemindWhilePendingAsync(name);
        _ = Work.Start();
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ = Work.Start();
        return Task.CompletedTask;
    }

    private async Task SendPendingAsync()
    {
        var name = this.GetPrimaryKeyString();
        if (notifiers.FirstOrDefault(one => one.Name == name) is not { } notifier)
            return;
        do
        {
            _woken = false;
            while (await ledger.ReadPendingAsync(name, MaxAtOnce) is { IsEmpty: false } pending)
            {
                foreach (var delivery in pending)
                {
                    // A host that stops leaves the rest to the reminder.
                    if (lifetime.ApplicationStopping.IsCancellationRequested)
                        return;
                    await SendAsync(notifier, delivery);
                }
            }

            await RemindWhilePendingAsync(name);
        } while (_woken);
    }

    private async Task RemindWhilePendingAsync(string name)
    {
        var (isPending, reminder) = (await ledger.HasPendingAsync(name), await this.GetReminder(Reminder, CancellationToken.None));
        if (isPending && reminder is null)
            await this.RegisterOrUpdateReminder(Reminder, s_poll, s_poll, CancellationToken.None);
        if (!isPending && reminder is not null && !_woken)
            await this.UnregisterReminder(reminder, CancellationToken.None);
    }

    private async Task SendAsync(INotifier notifier, PendingDelivery delivery)
    {
        try
        {
            using var patience = new CancellationTokenSource(s_patience);
            await notifier.SendAsync(delivery.Alert, delivery.RaisedAt, patience.Token);
        }
        catch (Exception exception)
        {
            NotSent(logger, exception, notifier.Name, delivery.Alert.Id);
            await ledger.FailedAsync(notifier.Name, delivery.Alert.Id, exception.Message, clock.UtcNow + Pause(delivery.Attempts + 1));
            return;
        }

        await ledger.DeliveredAsync(notifier.Name, delivery.Alert.Id);
    }

    /// <summary>A minute, doubled with each attempt, an hour at most.</summary>
    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempts - 1, 10)));
        return pause < s_longestPause ? pause : s_longestPause;
    }

    [LoggerMessage(LogLevel.Warning, "The notifier {Notifier} could not send the alert {Alert}; it will try again")]
    private static partial void NotSent(ILogger logger, Exception exception, string notifier, string alert);
}
