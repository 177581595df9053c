using System.Threading.RateLimiting;

namespace LearningActors.Http;

/// <summary>Counts the requests of a key in windows of a minute. Those beyond the limit are refused at once.</summary>
/// <param name="limit">Requests in a window.</param>
/// <param name="time">Tells when a window ends.</param>
internal sealed class KeyWindow(int limit, TimeProvider time) : RateLimiter
{
    private static readonly RateLimitLease s_taken = new Lease(true);
    private static readonly RateLimitLease s_refused = new Lease(false);
    private static readonly TimeSpan s_length = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private long _began = time.GetTimestamp();
    private long _used;

    /// <summary>Requests in a window.</summary>
    internal int Limit => limit;

    /// <summary>Requests that are left in this window.</summary>
    internal long Remaining
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return limit - _used;
            }
        }
    }

    /// <summary>Seconds until the window ends, 1 at least.</summary>
    internal int SecondsLeft
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return Math.Max(1, (int)Math.Ceiling((s_length - time.GetElapsedTime(_began)).TotalSeconds));
            }
        }
    }

    /// <inheritdoc />
    public override TimeSpan? IdleDuration => null;

    /// <inheritdoc />
    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            Turn();
            if (_used + permitCount > limit)
                return s_refused;
            _used += permitCount;
            return s_taken;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        new(AttemptAcquireCore(permitCount));

    private void Turn()
    {
        if (time.GetElapsedTime(_began) < s_length)
            return;
        (_began, _used) = (time.GetTimestamp(), 0);
    }

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
