using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearningActors.Access;

/// <summary>The keys that may call, remembered by their hash and read anew in the background.</summary>
internal sealed partial class KeyRing(IGrainFactory grains, TimeProvider time, ILogger<KeyRing> logger)
    : IHostedLifecycleService,
        ICallersKnown,
        IDisposable
{
    private const int LongestKey = 200;
    private const int RefreshesBetweenNotes = 20;

    /// <summary>A key that is revoked opens nothing on any host after this and the time of a query: within five seconds.</summary>
    private static readonly TimeSpan s_refreshEvery = TimeSpan.FromSeconds(3);

    /// <summary>A silo that does not answer must not hold the next reading up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Whoever changed a key waits longer, and so does a host that starts: it calls its first grain here.</summary>
    private static readonly TimeSpan s_longPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_retryEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _oneRefresh = new(1);
    private volatile FrozenDictionary<Digest, KeyIdentity>? _keys;
    private volatile FrozenSet<ulong> _marks = FrozenSet<ulong>.Empty;
    private volatile FrozenSet<string> _names = FrozenSet<string>.Empty;
    private Task _refreshing = Task.CompletedTask;

    /// <inheritdoc />
    public bool AreKnown => _keys is not null;

    /// <summary>The key that was presented, or null. What is looked up is its hash, so that the time tells nothing of the key.</summary>
    internal KeyIdentity? Find(ReadOnlySpan<char> presented)
    {
        if (presented.Length is 0 or > LongestKey)
            return null;
        Span<byte> text = stackalloc byte[LongestKey * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(presented, text)], hash);
        if (
            _keys is not { } keys
            || !keys.TryGetValue(Digest.Of(hash), out var identity)
            || !CryptographicOperations.FixedTimeEquals(identity.Key.Hash.AsSpan(), hash)
            || identity.Key.ExpiresAt <= time.GetUtcNow()
        )
            return null;
        identity.NoteUse();
        return identity;
    }

    /// <summary>Whether the key with that mark may call.</summary>
    internal bool Has(ulong? mark) => _marks.Contains(mark!.Value);

    /// <summary>Whether a key of that name may call.</summary>
    internal bool Has(string name) => _names.Contains(name);

    /// <summary>
    /// Reads the keys now: whoever changed them sees the change on this host at once. Where no silo answers the change stands all the same,
    /// and is seen with the next reading.
    /// </summary>
    internal Task ShowChangeAsync() => RefreshPatientlyAsync(CancellationToken.None);

    private async Task RefreshPatientlyAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await TryAsync(RefreshAsync) && time.GetElapsedTime(began) < s_longPatience)
            await Task.Delay(s_retryEvery, time, cancellationToken);
    }

    private async Task RefreshAsync()
    {
        await _oneRefresh.WaitAsync(CancellationToken.None);
        try
        {
            var keys = await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).List().WaitAsync(s_patience, time, CancellationToken.None);
            var former = _keys;
            _keys = keys.Select(key =>
                {
                    // The same key stays the same identity, so that its use is not forgotten.
                    var known = former?.GetValueOrDefault(Digest.Of(key.Hash.AsSpan()));
                    return known is not null && IsSame(known.Key, key) ? known : new KeyIdentity(key);
                })
                .ToFrozenDictionary(identity => Digest.Of(identity.Key.Hash.AsSpan()));
            _marks = _keys.Values.Select(identity => identity.KeyMark!.Value).ToFrozenSet();
            _names = keys.Select(key => key.Name).ToFrozenSet(StringComparer.Ordinal);
        }
        finally
        {
            _oneRefresh.Release();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Reads the keys for the first time: the grains can be called now, whether they are here or elsewhere. Who is told that the host is
    /// ready finds them known, unless no silo answers for long.
    /// </summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await RefreshPatientlyAsync(cancellationToken);
        _refreshing = RefreshAlwaysAsync(_stopping.Token);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _refreshing.WaitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _oneRefresh.Dispose();
    }

    private async Task RefreshAlwaysAsync(CancellationToken stopping)
    {
        try
        {
            for (var refreshes = 1; ; refreshes++)
            {
                await Task.Delay(AreKnown ? s_refreshEvery : s_retryEvery, stopping);
                await TryAsync(RefreshAsync).WaitAsync(stopping);
                if (refreshes % RefreshesBetweenNotes == 0)
                    await TryAsync(NoteUseAsync).WaitAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task<bool> TryAsync(Func<Task> what)
    {
        try
        {
            await what();
            return true;
        }
        catch (Exception exception)
        {
            // A cancellation, too: it comes from an activation that ends, and the next refresh meets another.
            RefreshFailed(logger, exception);
            return false;
        }
    }

    private Task NoteUseAsync()
    {
        var used = _keys!.Values.Where(identity => identity.TakeUse()).Select(identity => identity.Key.Hash);
        return used.ToArray() is { Length: > 0 } hashes
            ? grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).NoteUse([.. hashes])
            : Task.CompletedTask;
    }

    private static bool IsSame(ApiKey one, ApiKey other) =>
        one.Name == other.Name
        && one.ExpiresAt == other.ExpiresAt
        && one.RequestsPerMinute == other.RequestsPerMinute
        && one.Scopes.SequenceEqual(other.Scopes);

    [LoggerMessage(LogLevel.Warning, "The API keys could not be read; those known stay in force")]
    private static partial void RefreshFailed(ILogger logger, Exception exception);
}
