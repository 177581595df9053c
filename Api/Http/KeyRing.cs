using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearningActors.Http;

/// <summary>The keys that may call, remembered by their hash and read anew in the background.</summary>
internal sealed partial class KeyRing(IGrainFactory grains, ILogger<KeyRing> logger) : IHostedLifecycleService, IDisposable
{
    private const int LongestKey = 200;
    private static readonly TimeSpan s_refreshEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_retryEvery = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private volatile FrozenDictionary<Digest, KeyIdentity>? _keys;
    private Task _refreshing = Task.CompletedTask;

    /// <summary>The keys were read once at least.</summary>
    internal bool AreKnown => _keys is not null;

    /// <summary>The key that was presented, or null. What is looked up is its hash, so that the time tells nothing of the key.</summary>
    internal KeyIdentity? Find(ReadOnlySpan<char> presented)
    {
        if (presented.Length is 0 or > LongestKey)
            return null;
        Span<byte> text = stackalloc byte[LongestKey * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(presented, text)], hash);
        return
            _keys is { } keys
            && keys.TryGetValue(Digest.Of(hash), out var identity)
            && CryptographicOperations.FixedTimeEquals(identity.Key.Hash.AsSpan(), hash)
            ? identity
            : null;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads the keys for the first time: the grains can be called now, whether they are here or elsewhere.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await TryRefreshAsync();
        _refreshing = RefreshAlwaysAsync(_stopping.Token);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _refreshing.WaitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task RefreshAlwaysAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(AreKnown ? s_refreshEvery : s_retryEvery, stopping);
                await TryRefreshAsync().WaitAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TryRefreshAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (Exception exception)
        {
            // A cancellation, too: it comes from an activation that ends, and the next refresh meets another.
            RefreshFailed(logger, exception);
        }
    }

    private async Task RefreshAsync()
    {
        var keys = await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).List();
        _keys = keys.ToFrozenDictionary(key => Digest.Of(key.Hash.AsSpan()), key => new KeyIdentity(key));
    }

    [LoggerMessage(LogLevel.Warning, "The API keys could not be read; those known stay in force")]
    private static partial void RefreshFailed(ILogger logger, Exception exception);

    /// <summary>32 bytes as a key of a dictionary.</summary>
    private readonly record struct Digest(UInt128 High, UInt128 Low)
    {
        internal static Digest Of(ReadOnlySpan<byte> hash) =>
            new(Unsafe.ReadUnaligned<UInt128>(in hash[0]), Unsafe.ReadUnaligned<UInt128>(in hash[16]));
    }
}
