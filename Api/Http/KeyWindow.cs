namespace LearningActors.Http;

/// <summary>Counts the requests of a key in windows of a minute. Those beyond the limit are refused at once.</summary>
/// <param name="limit">Requests in a window.</param>
/// <param name="time">Tells when a window ends.</param>
internal sealed class KeyWindow(int limit, TimeProvider time)
{
    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private long _began = time.GetTimestamp();
    private int _used;

    /// <summary>Takes so many requests from the window, where it has them.</summary>
    internal KeyUse Take(int requests)
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_began);
            if (elapsed >= s_length)
                (_began, _used, elapsed) = (time.GetTimestamp(), 0, TimeSpan.Zero);
            var isTaken = requests <= limit - _used;
            if (isTaken)
                _used += requests;
            return new KeyUse(isTaken, limit - _used, Math.Max(1, (int)Math.Ceiling((s_length - elapsed).TotalSeconds)));
        }
    }
}

/// <summary>Whether a request is taken, and what its key has left.</summary>
/// <param name="IsTaken">The request was within the limit.</param>
/// <param name="Remaining">Requests that are left in this window.</param>
/// <param name="SecondsLeft">Seconds until the window ends, 1 at least.</param>
internal readonly record struct KeyUse(bool IsTaken, int Remaining, int SecondsLeft);
