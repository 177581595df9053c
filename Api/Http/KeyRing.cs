using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearningActors.Http;

/// <summary>The keys that may call, remembered by their hash and read anew in the background.</summary>
internal sealed partial class KeyRing(IGrainFactory grains, ILogger<KeyRing> logger) : BackgroundService
{
    private const int LongestKey = 200;
    private static readonly TimeSpan s_refreshEvery = TimeSpan.FromSeconds(10);
    private volatile FrozenDictionary<Digest, ApiKey> _keys = FrozenDictionary<Digest, ApiKey>.Empty;

    /// <summary>The key that was presented, or null. What is looked up is its hash, so that the time tells nothing of the key.</summary>
    internal ApiKey? Find(ReadOnlySpan<char> presented)
    {
        if (presented.Length is 0 or > LongestKey)
            return null;
        Span<byte> text = stackalloc byte[LongestKey * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(presented, text)], hash);
        return _keys.TryGetValue(Digest.Of(hash), out var key) && CryptographicOperations.FixedTimeEquals(key.Hash.AsSpan(), hash) ? key : null;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_refreshEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RefreshAsync();
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    RefreshFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RefreshAsync()
    {
        var keys = await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).List();
        _keys = keys.ToFrozenDictionary(key => Digest.Of(key.Hash.AsSpan()));
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
