using System.Diagnostics;
using System.Threading.Channels;

namespace LearningActors.Client;

/// <summary>A queue of items, and the one who sends them: whatever has come while a batch was under way is the next batch.</summary>
internal sealed class BatchLane<TItem, TOutcome>
    where TOutcome : IItemOutcome
{
    /// <summary>How long a busy lane gathers: callers that vote again as soon as they are answered should be in one batch.</summary>
    private static readonly TimeSpan s_gathering = TimeSpan.FromMilliseconds(1);
    private readonly Channel<BatchItem<TItem, TOutcome>> _queue;
    private readonly BatchKind<TItem, TOutcome> _kind;
    private readonly BatchSender<TItem, TOutcome> _sender;
    private readonly int _size;
    private readonly Task _running;

    internal BatchLane(BatchKind<TItem, TOutcome> kind, ServiceCaller caller, int capacity, CancellationToken stop)
    {
        _kind = kind;
        _size = caller.Options.BatchSize;
        _sender = new BatchSender<TItem, TOutcome>(kind, caller, stop);
        _queue = Channel.CreateBounded<BatchItem<TItem, TOutcome>>(
            new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Waits for room, and then for the outcome.</summary>
    internal Task<TOutcome> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var waiting = new BatchItem<TItem, TOutcome>(item);
        if (!_queue.Writer.TryWrite(waiting))
            return AddLaterAsync(waiting, cancellationToken);
        ClientTelemetry.Queued(_kind.Name, 1);
        return cancellationToken.CanBeCanceled ? waiting.Task.WaitAsync(cancellationToken) : waiting.Task;
    }

    /// <summary>The queue is full, or closed.</summary>
    private async Task<TOutcome> AddLaterAsync(BatchItem<TItem, TOutcome> waiting, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(waiting, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(LearningBatcher));
        }

        ClientTelemetry.Queued(_kind.Name, 1);
        return await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes nothing more; ends when everything that was taken has an outcome.</summary>
    internal Task DrainAsync()
    {
        _queue.Writer.TryComplete();
        return _running;
    }

    private async Task RunAsync()
    {
        var batch = new List<BatchItem<TItem, TOutcome>>(_size);
        var last = 0;
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_queue.Reader.Count < last / 2 && !_queue.Reader.Completion.IsCompleted)
                await Task.Delay(s_gathering).ConfigureAwait(false);
            while (batch.Count < _size && _queue.Reader.TryRead(out var waiting))
                batch.Add(waiting);
            var began = Stopwatch.GetTimestamp();
            using (ClientTelemetry.StartBatch(_kind.Name, batch.Select(one => one.Caller)))
                await _sender.SendAsync(batch).ConfigureAwait(false);
            ClientTelemetry.Sent(_kind.Name, batch.Count, Stopwatch.GetElapsedTime(began));
            ClientTelemetry.Queued(_kind.Name, -batch.Count);
            last = batch.Count;
            batch.Clear();
        }
    }
}
