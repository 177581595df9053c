using LearningActors.Http;

namespace LearningActors.Access;

/// <summary>A key that was presented and may call.</summary>
internal sealed class KeyIdentity(ApiKey key) : CallerIdentity(CallerKind.Key, key.Name, key.Scopes)
{
    private int _wasUsed;

    /// <summary>The key.</summary>
    internal ApiKey Key => key;

    internal override ulong? KeyMark { get; } = BitConverter.ToUInt64(key.Hash.AsSpan());

    internal override int? RequestsPerMinute => key.RequestsPerMinute;

    /// <summary>Notes that it was presented. Mostly that was noted already, and then nothing is written.</summary>
    internal void NoteUse()
    {
        if (Volatile.Read(ref _wasUsed) == 0)
            Volatile.Write(ref _wasUsed, 1);
    }

    /// <summary>Whether it was presented since this was last asked.</summary>
    internal bool TakeUse() => Interlocked.Exchange(ref _wasUsed, 0) == 1;
}
