namespace Orleans.Runtime;

/// <summary>Since when an activation has not been used, and until when it is kept all the same.</summary>
/// <remarks>Not synchronised: its activation calls it under its lock.</remarks>
internal sealed class Idleness(TimeProvider time)
{
    private long _lastUsed = time.GetTimestamp();
    private long _keepUntil;

    /// <summary>It is used now.</summary>
    internal void Use() => _lastUsed = time.GetTimestamp();

    /// <summary>From now on for so long it does not count as idle.</summary>
    internal void KeepFor(TimeSpan period) => _keepUntil = time.GetTimestamp() + (long)(period.TotalSeconds * time.TimestampFrequency);

    /// <summary>It was not used for so long, and need not be kept.</summary>
    internal bool HasLasted(TimeSpan age)
    {
        var now = time.GetTimestamp();
        return now >= _keepUntil && time.GetElapsedTime(_lastUsed, now) >= age;
    }
}
