namespace LearningActors;

/// <summary>
/// Work of a grain that outlasts the request which asked for it. It runs in turns of the grain, between its requests, one at a
/// time, and keeps the activation in memory.
/// </summary>
/// <remarks>
/// The answer to a reminder's tick, or to any other call, is due within the runtime's response time-out. So a tick starts the
/// work and returns. What must survive a crash is in the state: the next tick goes on with it.
/// </remarks>
/// <param name="grain">The grain.</param>
/// <param name="run">Does the work. A failure goes to who waits, and to the runtime's log.</param>
internal sealed class GrainWork(Grain grain, Func<Task> run)
{
    private static readonly GrainTimerCreationOptions s_atOnce = new(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true };
    private TaskCompletionSource? _running;

    /// <summary>Starts the work unless it is under way.</summary>
    /// <returns>Ends with the work that is under way now.</returns>
    internal Task Start()
    {
        if (_running is { } running)
            return running.Task;
        var ended = _running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IGrainTimer? timer = null;
        timer = grain.RegisterGrainTimer(() => RunAsync(ended, timer!), s_atOnce);
        return ended.Task;
    }

    private async Task RunAsync(TaskCompletionSource ended, IGrainTimer timer)
    {
        try
        {
            await run();
            _running = null;
            ended.SetResult();
        }
        catch (Exception exception)
        {
            _running = null;
            ended.SetException(exception);
            throw;
        }
        finally
        {
            timer.Dispose();
        }
    }
}
