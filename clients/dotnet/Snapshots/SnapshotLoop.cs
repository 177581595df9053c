namespace LearningActors.Client;

/// <summary>Reads something at once, and again after each interval until it is disposed.</summary>
internal sealed class SnapshotLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<CancellationToken, Task> _read;
    private readonly Func<CancellationToken, Task> _refresh;
    private readonly ServiceCaller _caller;
    private Task _running = Task.CompletedTask;
    private int _isStarted;
    private int _isDisposed;

    /// <summary>Begins when it is started.</summary>
    /// <param name="caller">With the interval.</param>
    /// <param name="read">Reads, and throws where that fails.</param>
    /// <param name="refresh">Reads, and notes a failure.</param>
    internal SnapshotLoop(ServiceCaller caller, Func<CancellationToken, Task> read, Func<CancellationToken, Task> refresh) =>
        (_caller, _read, _refresh) = (caller, read, refresh);

    /// <summary>Reads in the background from now on.</summary>
    internal void Start()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) == 1, this);
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
            _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Reads now, and in the background from now on.</summary>
    internal async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await _read(cancellationToken).ConfigureAwait(false);
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_caller.Options.RefreshInterval, _caller.Time);
        try
        {
            do await _refresh(_stop.Token).ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It is disposed.
        }
    }
}
