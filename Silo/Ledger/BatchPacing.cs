namespace LearningActors.Ledger;

/// <summary>When the next batch starts, from how long commits take. Not thread-safe: its owner holds a lock.</summary>
internal sealed class BatchPacing(int mostInFlight)
{
    /// <summary>Quicker commits are left alone: one batch at a time, no gathering.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(1.2);

    /// <summary>The least that a timer can wait.</summary>
    private static readonly TimeSpan s_timerResolution = TimeSpan.FromMilliseconds(1);

    /// <summary>The part of a commit that gathering may take.</summary>
    private const double GatherShare = 0.25;
    private const double Smoothing = 0.1;

    private double _latencyMs;
    private double _size;
    private int _gatherTarget;
    private double _returning = 1;

    /// <summary>From a batch's start to its commit, smoothed.</summary>
    internal TimeSpan CommitLatency => TimeSpan.FromMilliseconds(_latencyMs);

    /// <summary>Facts in a batch, smoothed.</summary>
    internal double MeanBatchSize => _size;

    /// <summary>
    /// Batches that may be in flight: one where commits are quick, since a second would only halve the batches; more where
    /// each takes long, be it for the disk or for its size.
    /// </summary>
    internal int MaxInFlight => _latencyMs < 4 ? 1 : Math.Min(mostInFlight, 1 + (int)(_latencyMs / 4));

    internal bool MayStart(int inFlight, int queued) =>
        inFlight < MaxInFlight && (_gatherTarget == 0 || queued >= _gatherTarget);

    /// <summary>A batch was committed.</summary>
    /// <returns>How long the next one may wait for the callers just answered; null where it may not wait.</returns>
    internal TimeSpan? Completed(int size, TimeSpan elapsed, int queued)
    {
        _latencyMs = _batchesSeen++ == 0 ? elapsed.TotalMilliseconds : _latencyMs + (Smoothing * (elapsed.TotalMilliseconds - _latencyMs));
        _size = _batchesSeen == 1 ? size : _size + (Smoothing * (size - _size));
        _gatherTarget = 0;
        if (CommitLatency < s_slow || _returning < 0.5)
        {
            _returning = Math.Min(1, _returning + 0.02);
            return null;
        }

        _gatherTarget = queued + (int)(size * 0.9);
        if (_gatherTarget <= 1)
        {
            _gatherTarget = 0;
            return null;
        }

        var share = CommitLatency * GatherShare;
        return share > s_timerResolution ? share : s_timerResolution;
    }

    /// <summary>The time for gathering is over, or there is no time.</summary>
    internal void EndGathering()
    {
        // They did not come back: callers who send and forget are not worth waiting for. Tried again after a while.
        if (_gatherTarget > 0)
            _returning = Math.Max(0, _returning - 0.1);
        _gatherTarget = 0;
    }

    private long _batchesSeen;
}
