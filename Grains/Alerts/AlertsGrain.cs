using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Alerts;

/// <inheritdoc cref="IAlertsGrain" />
[StatelessWorker, Reentrant]
public sealed class AlertsGrain(IAlertLedger ledger, IEnumerable<INotifier> notifiers) : Grain, IAlertsGrain
{
    private readonly string[] _notifiers = [.. notifiers.Select(notifier => notifier.Name)];

    /// <inheritdoc />
    public async Task<bool> Raise(Alert alert)
    {
        if (!await ledger.RaiseAsync(alert, _notifiers))
            return false;
        foreach (var name in _notifiers)
            await GrainFactory.GetGrain<INotifierGrain>(name).Wake();
        return true;
    }

    /// <inheritdoc />
    public Task<ListPart<AlertStatus>> List(AlertFilter filter, ListRequest<AlertSort> request) => ledger.ListAsync(filter, request);

    /// <inheritdoc />
    public Task<bool> Acknowledge(string id, string by) => ledger.AcknowledgeAsync(id, by);

    /// <inheritdoc />
    public Task<AlertMute> Mute(AlertKind kind, TimeSpan period, string reason, string by) => ledger.MuteAsync(kind, period, reason, by);

    /// <inheritdoc />
    public async Task<bool> Unmute(AlertKind kind)
    {
        if (!await ledger.UnmuteAsync(kind))
            return false;
        foreach (var name in _notifiers)
            await GrainFactory.GetGrain<INotifierGrain>(name).Wake();
        return true;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<AlertMute>> Mutes() => ledger.ReadMutesAsync();
}
