namespace LearningActors.Ledger;

/// <summary>When the next batch starts, from how long commits take. Not thread-safe: its owner holds a lock.</summary>
internal sealed class BatchPacing(int maxInFlight)
{
    /// <summary>
    /// Milliseconds that a commit takes apart from its rows. Quicker ones are left alone: one batch at a time, no gathering.
    /// </summary>
    private const double SlowMs = 1.5;

    /// <summary>Milliseconds that a row takes, roughly: what is beyond that is the disk's.</summary>
    private const double RowMs = 0.02;

    /// <summary>The least that a timer can wait.</summary>
    private static readonly TimeSpan s_timerResolution = TimeSpan.FromMilliseconds(1);

    /// <summary>The part of a commit that gathering may take.</summary>
    private const double GatherShare = 0.5;
    private const double Smoothing = 0.1;

    /// <summary>Gathering is tried while it ends well at least this often.</summary>
    private const double WorthGathering = 0.5;

    /// <summary>Batches of this size take long for their size, and gain from a second one beside them.</summary>
    private const int LargeBatch = 400;

    /// <summary>
    /// Gathering waits for everybody answered of a batch below this size, where each is much of it; of others it leaves a
    /// sixteenth out.
    /// </summary>
    private const int SmallBatch = 32;

    private double _latencyMs;
    private double _size;
    private int _gatherTarget;
    private TimeSpan _gatherUntil;
    private double _returning = 1;
    private long _batchesSeen;

    /// <summary>From a batch's start to its commit, smoothed.</summary>
    internal TimeSpan CommitLatency => TimeSpan.FromMilliseconds(_latencyMs);

    private double FixedMs => _latencyMs - (_size * RowMs);

    /// <summary>Facts in a batch, smoothed.</summary>
    internal double MeanBatchSize => _size;

    /// <summary>
    /// Batches that may be in flight: one where commits are quick, since a second would only halve the batches, and where
    /// callers come back to be gathered; otherwise more, the longer a commit takes, be it for the disk or for the size.
    /// </summary>
    internal int MaxInFlight =>
        _latencyMs < 4 || (FixedMs >= SlowMs && _returning >= WorthGathering && _size < LargeBatch)
            ? 1
            : Math.Min(maxInFlight, 1 + (int)(_latencyMs / 4));

    /// <summary>The next batch may start now. When it does, gathering has ended well.</summary>
    internal bool MayStart(int inFlight, int queued)
    {
        if (inFlight >= MaxInFlight || queued < _gatherTarget)
            return false;
        if (_gatherTarget > 0)
            _returning = Math.Min(1, _returning + 0.1);
        _gatherTarget = 0;
        return true;
    }

    /// <summary>A batch was committed.</summary>
    /// <param name="size">Its facts.</param>
    /// <param name="elapsed">What it took.</param>
    /// <param name="queued">Facts that wait already.</param>
    /// <param name="now">The time since the ledger began.</param>
    /// <returns>How long the next one may wait for the callers just answered; null where it may not wait.</returns>
    internal TimeSpan? Completed(int size, TimeSpan elapsed, int queued, TimeSpan now)
    {
        _latencyMs = _batchesSeen++ == 0 ? elapsed.TotalMilliseconds : _latencyMs + (Smoothing * (elapsed.TotalMilliseconds - _latencyMs));
        _size = _batchesSeen == 1 ? size : _size + (Smoothing * (size - _size));
        _gatherTarget = 0;
        if (FixedMs < SlowMs || _returning < WorthGathering || size >= LargeBatch)
        {
            _returning = Math.Min(1, _returning + 0.02);
            return null;
        }

        _gatherTarget = queued + size - (size < SmallBatch ? 0 : size / 16);
        if (_gatherTarget <= 1)
        {
            _gatherTarget = 0;
            return null;
        }

        var wait = Tick(CommitLatency * GatherShare);
        _gatherUntil = now + wait;
        return wait;
    }

    /// <summary>A timer ticked. Late ticks are common: one that was meant for the gathering before must not end this one.</summary>
    /// <returns>How long gathering still goes on, for the timer; null when it does not.</returns>
    internal TimeSpan? Ticked(TimeSpan now)
    {
        if (_gatherTarget > 0 && now < _gatherUntil)
            return Tick(_gatherUntil - now);
        EndGathering();
        return null;
    }

    /// <summary>The time for gathering is over, or there is no time.</summary>
    internal void EndGathering()
    {
        // They did not come back: callers who do not wait for answers are not worth waiting for. Tried again after a while.
        if (_gatherTarget > 0)
            _returning = Math.Max(0, _returning - 0.1);
        _gatherTarget = 0;
    }

    private static TimeSpan Tick(TimeSpan wait) => wait > s_timerResolution ? wait : s_timerResolution;
}
