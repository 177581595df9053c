using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Logging;

namespace LearningActors.Client;

/// <summary>Something of the service that is kept in memory and read again and again.</summary>
/// <typeparam name="TAnswer">What the service answers.</typeparam>
/// <typeparam name="T">What is made of it.</typeparam>
internal sealed partial class Snapshot<TAnswer, T>
    where T : class
{
    private readonly ServiceCaller _caller;
    private readonly string _name;
    private readonly string _path;
    private readonly TimeSpan _maxAge;
    private readonly Func<TAnswer, T> _make;
    private readonly ILogger _logger;
    private EntityTagHeaderValue? _tag;
    private Held? _held;
    private bool _failing;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="caller">Reads.</param>
    /// <param name="name">For metrics and messages.</param>
    /// <param name="path">What is read.</param>
    /// <param name="maxAge">How old it may be where it is used.</param>
    /// <param name="make">Makes of an answer what is used.</param>
    /// <param name="logger">Told of reads that fail.</param>
    internal Snapshot(ServiceCaller caller, string name, string path, TimeSpan maxAge, Func<TAnswer, T> make, ILogger logger) =>
        (_caller, _name, _path, _maxAge, _make, _logger) = (caller, name, path, maxAge, make, logger);

    /// <summary>What was read, and when, where it is not too old; else null.</summary>
    internal Held? Find() => Volatile.Read(ref _held) is { } held && _caller.Time.GetElapsedTime(held.Timestamp) <= _maxAge ? held : null;

    /// <summary>What was read, and when.</summary>
    /// <exception cref="SnapshotTooOldException">It is too old, or was never read.</exception>
    internal Held Get() => Find() ?? throw TooOld();

    /// <summary>Reads again; where nothing changed the answer is empty.</summary>
    /// <exception cref="LearningApiException">The service refused.</exception>
    /// <exception cref="HttpRequestException">No address answers.</exception>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (timestamp, now) = (_caller.Time.GetTimestamp(), _caller.Time.GetUtcNow());
        using var response = await _caller.GetAsync(_path, _tag, cancellationToken).ConfigureAwait(false);
        // The service says in whole seconds how old its own answer is; what they cut off is counted, too.
        var age = response.Headers.Age is { } given ? given + TimeSpan.FromSeconds(1) : TimeSpan.Zero;
        timestamp -= (long)(age.TotalSeconds * _caller.Time.TimestampFrequency);
        var before = Volatile.Read(ref _held);
        if (response.StatusCode == HttpStatusCode.NotModified && before is not null)
        {
            Volatile.Write(ref _held, new Held(before.Value, now - age, timestamp));
            ClientTelemetry.Refreshed(_name, "same");
            return;
        }

        if (!response.IsSuccessStatusCode)
            throw await LearningApiException.OfAsync(response, $"GET {_path}").ConfigureAwait(false);
        var answer = await response.Content.ReadFromJsonAsync<TAnswer>(ClientJson.Options, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _held, new Held(_make(answer!), now - age, timestamp));
        _tag = response.Headers.ETag;
        ClientTelemetry.Refreshed(_name, "changed");
    }

    /// <summary>Reads again; a failure is noted, and what was read before stays.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            _failing = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ClientTelemetry.Refreshed(_name, "failed");
            if (!_failing)
                ReadFailed(_logger, exception, _name);
            _failing = true;
        }
    }

    private SnapshotTooOldException TooOld() =>
        new(
            Volatile.Read(ref _held) is { } held
                ? $"{_name} was read last at {held.AsOf:O} and may be {_maxAge} old."
                : $"{_name} was not read yet: wait for ReadyAsync."
        );

    [LoggerMessage(LogLevel.Warning, "{Snapshot} can't be read; what was read before is used as long as it is not too old")]
    private static partial void ReadFailed(ILogger logger, Exception exception, string snapshot);

    /// <summary>What was read.</summary>
    /// <param name="Value">What was made of it.</param>
    /// <param name="AsOf">When the service read it, by this machine's clock, UTC.</param>
    /// <param name="Timestamp">The same as a timestamp, which no clock that is set back moves.</param>
    internal sealed record Held(T Value, DateTimeOffset AsOf, long Timestamp);
}
