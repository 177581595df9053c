namespace LearningActors.Benchmarks.Chaos;

/// <summary>Engines, traders and readers that use the service at once, with everything that they send written down.</summary>
internal sealed class ChaosLoad
{
    private const int Workers = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(4);
    private readonly ChaosWorld _world;
    private readonly string _name;
    private readonly List<Task> _workers;
    private TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _resting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isPaused = true;
    private volatile bool _isOver;
    private int _atRest;

    /// <summary>Workers that wait until they may go on.</summary>
    internal ChaosLoad(ChaosWorld world, string name, int seed)
    {
        (_world, _name) = (world, name);
        _workers = [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker, seed + worker)))];
    }

    internal void Resume()
    {
        (_resting, _atRest, _isPaused) = (new(TaskCreationOptions.RunContinuationsAsynchronously), 0, false);
        var go = _go;
        _go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        go.SetResult();
    }

    /// <summary>Waits until each worker has the answer to what it sent, or has given it up.</summary>
    internal Task PauseAsync()
    {
        _isPaused = true;
        return Task.WhenAny(_resting.Task, Task.WhenAll(_workers)).Unwrap();
    }

    /// <summary>Waits for so many more acknowledged facts.</summary>
    internal async Task MoreAsync(int facts, TimeSpan within)
    {
        var (target, began) = (_world.Log.Acknowledged + facts, DateTime.UtcNow);
        while (_world.Log.Acknowledged < target && DateTime.UtcNow - began < within)
            await Task.Delay(20);
    }

    /// <summary>Ends the workers, who are at rest.</summary>
    internal Task EndAsync()
    {
        (_isOver, _isPaused) = (true, false);
        _go.TrySetResult();
        return Task.WhenAll(_workers);
    }

    private async Task WorkAsync(int worker, int seed)
    {
        var person = new ChaosWorker(_world, $"{_name}-{worker}", seed);
        while (true)
        {
            if (_isPaused)
            {
                var go = _go.Task;
                if (Interlocked.Increment(ref _atRest) == Workers)
                    _resting.TrySetResult();
                await go;
                if (_isOver)
                    return;
            }

            try
            {
                await person.ActAsync();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A worker that ended would never come to rest.
                _world.Answers.Violate($"A client failed: {exception}");
            }

            await Task.Delay(s_pause);
        }
    }
}
