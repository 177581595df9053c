namespace Orleans.Runtime;

/// <summary>The cancellation of one call. The grain gets this token, not its caller's, as it would from a caller on another silo.</summary>
/// <remarks>
/// <code>
/// the caller cancels ──> the caller's wait ends with OperationCanceledException
///                    ├──> a request that waits is not run
///                    └──> a request under way sees its token cancelled, in a turn of its activation
/// </code>
/// </remarks>
internal sealed class CallCancellation : CancellationTokenSource
{
    private readonly Lock _gate = new();
    private readonly CancellationToken _caller;
    private readonly Reply? _reply;
    private readonly CancellationTokenRegistration _registration;
    private TaskScheduler? _turns;

    internal CallCancellation(Reply? reply, CancellationToken caller)
    {
        (_caller, _reply) = (caller, reply);
        _registration = caller.UnsafeRegister(static self => ((CallCancellation)self!).CallerHasCancelled(), this);
    }

    /// <summary>The request is about to run.</summary>
    /// <param name="turns">Runs the turns of its activation.</param>
    /// <returns>False where the caller has cancelled it already: it must not run.</returns>
    internal bool TryBegin(TaskScheduler turns)
    {
        lock (_gate)
        {
            if (_caller.IsCancellationRequested)
                return false;
            _turns = turns;
            return true;
        }
    }

    /// <summary>The request has ended; its caller may keep the token for long.</summary>
    internal void End() => _registration.Unregister();

    private void CallerHasCancelled()
    {
        _reply?.Cancel(_caller);
        lock (_gate)
        {
            if (_turns is not null)
                new Task(Cancel).Start(_turns);
        }
    }
}
