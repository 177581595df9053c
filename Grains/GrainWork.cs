using Microsoft.Extensions.Logging;

namespace LearningActors;

/// <summary>
/// Work of a grain that may outlast the request which asked for it. It goes on in turns of the grain, between its requests, one
/// at a time.
/// </summary>
/// <remarks>
/// The answer to a reminder's tick, or to any other call, is due within the runtime's response time-out. So a tick starts the
/// work and returns. An activation that ends does not wait for it: what must survive is in the state, and the next tick, wherever
/// it comes, goes on with it. While reminders tick, the activation is in use and stays.
/// </remarks>
/// <param name="run">Does the work. A failure goes to who waits, and to the log.</param>
/// <param name="logger">Of the grain; null where somebody always waits.</param>
internal sealed partial class GrainWork(Func<Task> run, ILogger? logger = null)
{
    private Task _running = Task.CompletedTask;

    /// <summary>Starts the work unless it is under way.</summary>
    /// <returns>Ends with the work that is under way now.</returns>
    internal Task Start() => _running.IsCompleted ? _running = RunAsync() : _running;

    private async Task RunAsync()
    {
        try
        {
            await run();
        }
        catch (Exception exception) when (logger is not null)
        {
            Failed(logger, exception);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Work was interrupted; the next tick goes on with it")]
    private static partial void Failed(ILogger logger, Exception exception);
}
