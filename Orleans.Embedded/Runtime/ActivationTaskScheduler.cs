namespace Orleans.Runtime;

/// <summary>Runs the tasks of one activation one at a time, in order, on pool threads.</summary>
/// <remarks>An await inside the grain comes back here, because the awaiting code captures the current scheduler.</remarks>
internal sealed class ActivationTaskScheduler : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns the thread goes back to the pool, so that a busy grain does not starve the others.</summary>
    private const int TurnsPerSlice = 64;

    /// <summary>The scheduler whose turns this thread will run itself, in a moment.</summary>
    [ThreadStatic]
    private static ActivationTaskScheduler? s_heldHere;

    private readonly Queue<Task> _turns = new(2);
    private bool _scheduled;

    /// <summary>
    /// Turns that this thread queues until <see cref="RunHeld"/> run on it, not on one that would have to be woken. Only a
    /// thread that is in no grain's turn holds.
    /// </summary>
    internal bool TryHold()
    {
        if (Current != Default || s_heldHere is not null)
            return false;
        s_heldHere = this;
        return true;
    }

    /// <summary>Runs the turns held, unless another thread is at this activation's turns already.</summary>
    internal void RunHeld()
    {
        s_heldHere = null;
        lock (_turns)
        {
            if (_scheduled || _turns.Count == 0)
                return;
            _scheduled = true;
        }

        ((IThreadPoolWorkItem)this).Execute();
    }

    protected override void QueueTask(Task task)
    {
        lock (_turns)
        {
            _turns.Enqueue(task);
            if (_scheduled || s_heldHere == this)
                return;
            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_turns)
            return [.. _turns];
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var turn = 0; turn < TurnsPerSlice; turn++)
        {
            Task task;
            lock (_turns)
            {
                if (!_turns.TryDequeue(out task!))
                {
                    _scheduled = false;
                    return;
                }
            }

            TryExecuteTask(task);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
