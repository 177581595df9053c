using System.Collections.Immutable;
using Npgsql;

namespace LearningActors.Ledger;

/// <summary>Commits facts in groups: each batch takes what queued while the one before was being committed.</summary>
/// <remarks>
/// <code>
/// callers ──> queue (bounded) ──> batch ──> one transaction ──> every caller its own outcome
///              └── a fact whose key is in flight waits for that batch
/// </code>
/// There is no fixed delay: alone, a fact pays one commit. Where commits take milliseconds the next batch waits for the
/// callers that were just answered, for a part of a commit at most, since most come back at once and would otherwise each
/// wait for two commits; and as many batches may be in flight as the latency calls for.
/// How a batch is written, and what becomes of one that the database refuses, is <see cref="BatchCommit{TFact, TOutcome}"/>'s.
/// </remarks>
public sealed class GroupCommit<TFact, TOutcome> : IAsyncDisposable
{
    private readonly IBatchWriter<TFact, TOutcome> _writer;
    private readonly WriterConnections _connections;
    private readonly BatchCommit<TFact, TOutcome> _commit;
    private readonly LedgerOptions _options;
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry<TFact, TOutcome>> _queue = new();
    private readonly HashSet<Guid> _keysInFlight = [];
    private readonly BatchPacing _pacing;
    private readonly ITimer _gatherTimer;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private TaskCompletionSource? _drained;
    private bool _closed;
    private int _inFlight;

    /// <summary>Batches whose callers have not all been answered: those in flight, and those whose answers are being given.</summary>
    private int _unanswered;
    private long _batches;
    private long _facts;
    private long _refused;
    private long _failed;

    /// <summary>Begins to take facts.</summary>
    public GroupCommit(IBatchWriter<TFact, TOutcome> writer, NpgsqlDataSource database, LedgerOptions options, ILogger logger)
    {
        (_writer, _options) = (writer, options);
        _connections = new WriterConnections(database);
        _commit = new BatchCommit<TFact, TOutcome>(writer, _connections, logger);
        _pacing = new BatchPacing(options.MaxBatchesInFlight);
        _gatherTimer = TimeProvider.System.CreateTimer(_ => GatherTimerTicked(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How the writer does.</summary>
    public LedgerFigures Figures
    {
        get
        {
            lock (_gate)
            {
                return new LedgerFigures(
                    _writer.Fact,
                    _queue.Count,
                    _inFlight,
                    _batches,
                    _facts,
                    _refused,
                    _failed,
                    _pacing.MeanBatchSize,
                    _pacing.CommitLatency.TotalMilliseconds
                );
            }
        }
    }

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Commits a fact.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// The queue is full (nothing was taken), or the database went away (the outcome is unknown).
    /// </exception>
    public Task<TOutcome> AppendAsync(TFact fact)
    {
        var append = new OneFact<TFact, TOutcome>(fact);
        Enqueue(append, 1);
        return append.Task;
    }

    /// <summary>Commits facts.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// The queue is full (nothing was taken), or the database went away (the outcome is unknown).
    /// </exception>
    public Task<ImmutableArray<TOutcome>> AppendAsync(ImmutableArray<TFact> facts)
    {
        if (facts.IsEmpty)
            return Task.FromResult(ImmutableArray<TOutcome>.Empty);
        var append = new ManyFacts<TFact, TOutcome>(facts);
        Enqueue(append, facts.Length);
        return append.Task;
    }

    /// <summary>Refuses further facts and waits until those taken are committed and their callers answered.</summary>
    public async ValueTask DisposeAsync()
    {
        Task drained;
        List<Entry<TFact, TOutcome>>? batch;
        lock (_gate)
        {
            _closed = true;
            _pacing.EndGathering();
            batch = NextBatch();
            if (_queue.Count == 0 && _unanswered == 0)
                drained = Task.CompletedTask;
            else
                drained = (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        Start(batch);
        await drained.ConfigureAwait(false);
        await _gatherTimer.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }

    private void Enqueue(Append<TFact, TOutcome> append, int count)
    {
        LedgerUnavailableException? refusal = null;
        List<Entry<TFact, TOutcome>>? batch = null;
        lock (_gate)
        {
            if (!_closed && _queue.Count + count <= _options.QueueCapacity)
            {
                for (var i = 0; i < count; i++)
                    _queue.AddLast(new Entry<TFact, TOutcome>(append, i));
                batch = NextBatch();
            }
            else
            {
                _refused += count;
                refusal = new LedgerUnavailableException(
                    _closed
                        ? "The service is shutting down; nothing was stored."
                        : $"The ledger's queue of {_writer.Fact} is full ({_queue.Count}); nothing was stored."
                );
            }
        }

        Start(batch);
        if (refusal is not null)
            append.Fail(refusal);
    }

    private void GatherTimerTicked()
    {
        List<Entry<TFact, TOutcome>>? batch;
        lock (_gate)
        {
            if (_pacing.Ticked(Now) is { } wait)
                _gatherTimer.Change(wait, Timeout.InfiniteTimeSpan);
            batch = NextBatch();
        }

        Start(batch);
    }

    /// <summary>Takes the batch that may start now, if any. Under the lock; who gets it runs it outside.</summary>
    private List<Entry<TFact, TOutcome>>? NextBatch()
    {
        if (_queue.Count == 0 || !_pacing.MayStart(_inFlight, _queue.Count) || TakeBatch() is not { Count: > 0 } batch)
            return null;
        _inFlight++;
        _unanswered++;
        return batch;
    }

    /// <summary>
    /// Runs a batch up to its first wait on this thread: another thread would have to be woken for it. The thread may be in a
    /// grain's turn, so nothing on the way to the database may come back to it: hence every <c>ConfigureAwait(false)</c>.
    /// </summary>
    private void Start(List<Entry<TFact, TOutcome>>? batch)
    {
        if (batch is not null)
            _ = RunAsync(batch);
    }

    private List<Entry<TFact, TOutcome>> TakeBatch()
    {
        var batch = new List<Entry<TFact, TOutcome>>(Math.Min(_queue.Count, _options.MaxBatchSize));
        var checkKeys = _inFlight > 0;
        for (var node = _queue.First; node is not null && batch.Count < _options.MaxBatchSize; )
        {
            var next = node.Next;
            if (!checkKeys || !_keysInFlight.Contains(KeyOf(node.Value)))
            {
                batch.Add(node.Value);
                _queue.Remove(node);
            }

            node = next;
        }

        if (_pacing.MaxInFlight > 1)
        {
            foreach (var entry in batch)
                _keysInFlight.Add(KeyOf(entry));
        }

        return batch;
    }

    private async Task RunAsync(List<Entry<TFact, TOutcome>> batch)
    {
        var began = TimeProvider.System.GetTimestamp();
        var results = await _commit.WriteAsync(batch).ConfigureAwait(false);
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        var committed = results.Count(result => result.Committed);
        int queued;
        var next = new List<List<Entry<TFact, TOutcome>>>(1);
        lock (_gate)
        {
            _inFlight--;
            queued = _queue.Count;
            _batches++;
            _facts += committed;
            _failed += batch.Count - committed;
            if (_keysInFlight.Count > 0)
            {
                foreach (var entry in batch)
                    _keysInFlight.Remove(KeyOf(entry));
            }

            if (_pacing.Completed(batch.Count, elapsed, _queue.Count, Now) is { } wait)
            {
                if (_closed)
                    _pacing.EndGathering();
                else
                    _gatherTimer.Change(wait, Timeout.InfiniteTimeSpan);
            }

            while (NextBatch() is { } batchToStart)
                next.Add(batchToStart);
        }

        LedgerMeter.Committed(_writer.Fact, batch.Count, elapsed, queued);

        // The next batches are on their way before the callers are answered; what those do then runs here.
        next.ForEach(Start);
        try
        {
            for (var i = 0; i < results.Length; i++)
                batch[i].Answer(results[i]);
        }
        finally
        {
            lock (_gate)
            {
                if (--_unanswered == 0 && _closed && _queue.Count == 0)
                    _drained?.TrySetResult();
            }
        }
    }

    private Guid KeyOf(Entry<TFact, TOutcome> entry) => _writer.KeyOf(entry.Fact);
}
