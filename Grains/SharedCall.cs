namespace LearningActors;

/// <summary>A call under way that several wait for. It is cancelled when the last of them has gone. For the turns of one grain.</summary>
/// <param name="limit">How long the call itself may take: it keeps to that.</param>
/// <param name="time">Real time.</param>
internal sealed class SharedCall<T>(TimeSpan limit, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _allGone = new();
    private readonly TimeBudget _budget = new(limit, time);
    private Task<T> _result = null!;
    private int _waiting;

    /// <summary>All who waited have gone: who comes now needs a call of their own.</summary>
    internal bool IsAbandoned => _allGone.IsCancellationRequested;

    /// <summary>Whether it may take as long as somebody would wait, or nearly: otherwise they would share the others' impatience.</summary>
    internal bool Serves(TimeSpan patience) => _budget.Left >= patience / 2;

    /// <summary>Begins the call; once.</summary>
    internal void Begin(Func<CancellationToken, Task<T>> call) => _result = call(_allGone.Token);

    /// <summary>Waits for the result.</summary>
    /// <exception cref="TimeoutException">It did not come within the patience, and the call may take longer.</exception>
    /// <exception cref="OperationCanceledException">The one who waits has cancelled.</exception>
    internal async Task<T> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        _waiting++;
        try
        {
            // Whose patience outlasts the call gets the call's own answer when its limit is reached.
            return await _result.WaitAsync(patience < _budget.Left ? patience : Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        finally
        {
            if (--_waiting == 0 && !_result.IsCompleted)
                _allGone.Cancel();
        }
    }

    /// <summary>The call has ended.</summary>
    public void Dispose() => _allGone.Dispose();
}
