using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Alerts;

/// <summary>Takes alerts. Key: <c>alerts</c>.</summary>
[Alias("IAlertsGrain")]
public interface IAlertsGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "alerts";

    /// <summary>Raises an alert, once for its id, and lets every notifier send it.</summary>
    /// <returns>False when it was raised before.</returns>
    [Alias("Raise")]
    Task<bool> Raise(Alert alert);

    /// <summary>A part of the alerts, with how each notifier does.</summary>
    [Alias("ListPart")]
    Task<ListPart<AlertStatus>> List(AlertFilter filter, ListRequest<AlertSort> request);

    /// <summary>Somebody has seen it.</summary>
    /// <returns>False when there is no such alert. Acknowledging again changes nothing.</returns>
    [Alias("Acknowledge")]
    Task<bool> Acknowledge(string id, string by);

    /// <summary>Alerts of a kind are not sent for a while, and not counted as open; in place of an earlier mute of the kind.</summary>
    [Alias("Mute")]
    Task<AlertMute> Mute(AlertKind kind, TimeSpan period, string reason, string by);

    /// <summary>Alerts of a kind are sent again.</summary>
    /// <returns>False when the kind is not muted.</returns>
    [Alias("Unmute")]
    Task<bool> Unmute(AlertKind kind);

    /// <summary>The kinds that are muted now, by their names.</summary>
    [Alias("Mutes")]
    Task<ImmutableArray<AlertMute>> Mutes();
}

/// <summary>Sends alerts by one way. Key: the notifier's name: <c>log</c>, <c>webhook</c>, <c>smtp</c>.</summary>
[Alias("INotifierGrain")]
public interface INotifierGrain : IGrainWithStringKey
{
    /// <summary>There may be something to send.</summary>
    [Alias("Wake"), OneWay]
    Task Wake();
}

/// <summary>Which alerts are listed; what is null does not matter.</summary>
/// <param name="OpenOnly">Only those that nobody has acknowledged, and whose kind is not muted.</param>
/// <param name="Kind">What they are about.</param>
[GenerateSerializer, Immutable, Alias("AlertFilter")]
public sealed record AlertFilter(bool OpenOnly, AlertKind? Kind);

/// <summary>What alerts are sorted by.</summary>
[GenerateSerializer, Alias("AlertSort")]
public enum AlertSort
{
    RaisedAt,

    /// <summary>By the letters of what it is about.</summary>
    Kind,
}

/// <summary>Something that a person should know.</summary>
/// <param name="Id">Names it; raised once.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">One line.</param>
/// <param name="Message">Some sentences.</param>
[GenerateSerializer, Immutable, Alias("Alert")]
public sealed record Alert(string Id, AlertKind Kind, string Subject, string Message);

/// <summary>What an alert is about.</summary>
[GenerateSerializer, Alias("AlertKind")]
public enum AlertKind
{
    ExperimentStarted,
    Promotion,
    Rollback,
    SampleRatioMismatch,
    CycleFailed,
    Budget,
    NegativeTrend,
    PromotionBlocked,
    WeeklySummary,
    ValidationReady,

    /// <summary>A running experiment gets no explanations.</summary>
    ExperimentNoData,

    /// <summary>A running experiment gets explanations, and no votes that count.</summary>
    ExperimentStalled,

    /// <summary>A running experiment will end before it has its sample.</summary>
    ExperimentUnderpowered,

    /// <summary>A job that trains a model has ended, or its model may get traffic.</summary>
    FineTuning,

    /// <summary>A job that trains a model has failed, or its model is not fit for traffic.</summary>
    FineTuningFailed,
}

/// <summary>An alert and its outcome.</summary>
/// <param name="Alert">What was raised, and what it is about.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="AcknowledgedAt">UTC; null while it is open.</param>
/// <param name="AcknowledgedBy">The name of the key.</param>
/// <param name="Deliveries">How each notifier does; none where the kind was muted when it was raised.</param>
/// <param name="MutedUntil">Until when its kind is muted, UTC; null where it is not.</param>
[GenerateSerializer, Immutable, Alias("AlertStatus")]
public sealed record AlertStatus(
    Alert Alert,
    DateTimeOffset RaisedAt,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    ImmutableArray<AlertDelivery> Deliveries,
    DateTimeOffset? MutedUntil
);

/// <summary>An alert on its way by one notifier.</summary>
/// <param name="Notifier">Its name.</param>
/// <param name="DeliveredAt">UTC; null while it is not.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">Why the last attempt failed.</param>
[GenerateSerializer, Immutable, Alias("AlertDelivery")]
public sealed record AlertDelivery(string Notifier, DateTimeOffset? DeliveredAt, int Attempts, string? LastError);
