using System.Collections.Immutable;

namespace LearningActors.Alerts;

/// <summary>The alerts that were raised, and which of them each notifier has yet to send.</summary>
public interface IAlertLedger
{
    /// <summary>Records an alert and one delivery for each notifier; none where its kind is muted.</summary>
    /// <returns>False when it was there already.</returns>
    Task<bool> RaiseAsync(Alert alert, IReadOnlyCollection<string> notifiers);

    /// <summary>A part of the alerts.</summary>
    Task<ListPart<AlertStatus>> ListAsync(AlertFilter filter, ListRequest<AlertSort> request);

    /// <summary>Somebody has seen it; the first time counts.</summary>
    /// <returns>False when there is no such alert.</returns>
    Task<bool> AcknowledgeAsync(string id, string by);

    /// <summary>Mutes a kind, in place of an earlier mute of it.</summary>
    Task<AlertMute> MuteAsync(AlertKind kind, TimeSpan period, string reason, string by);

    /// <summary>Ends a mute.</summary>
    /// <returns>False where the kind is not muted.</returns>
    Task<bool> UnmuteAsync(AlertKind kind);

    /// <summary>The kinds that are muted now.</summary>
    Task<ImmutableArray<AlertMute>> ReadMutesAsync();

    /// <summary>What a notifier has yet to send and may try now, oldest first; muted kinds wait until they are not.</summary>
    Task<ImmutableArray<PendingDelivery>> ReadPendingAsync(string notifier, int limit);

    /// <summary>A notifier sent it.</summary>
    Task DeliveredAsync(string notifier, string alertId);

    /// <summary>A notifier failed, and tries again then.</summary>
    Task FailedAsync(string notifier, string alertId, string error, DateTimeOffset tryAgainAt);

    /// <summary>Whether the notifier has anything left to send, now or later.</summary>
    Task<bool> HasPendingAsync(string notifier);
}

/// <summary>An alert that is to be sent.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record PendingDelivery(Alert Alert, DateTimeOffset RaisedAt, int Attempts);
