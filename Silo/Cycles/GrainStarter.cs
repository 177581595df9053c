using LearningActors.Alerts;

namespace LearningActors.Cycles;

/// <summary>
/// Once the host has started: lets the cycles watch the clock, what capabilities start, and the notifiers send what a crash left.
/// </summary>
internal sealed partial class GrainStarter(
    IGrainFactory grains,
    IEnumerable<IGrainStart> starts,
    IEnumerable<INotifier> notifiers,
    IHostApplicationLifetime lifetime,
    ILogger<GrainStarter> logger
) : BackgroundService
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var name in CycleNames.All)
                    await grains.GetGrain<ICycleGrain>(name).WatchClock().WaitAsync(stoppingToken);
                foreach (var start in starts)
                    await start.StartAsync(grains).WaitAsync(stoppingToken);
                foreach (var notifier in notifiers)
                    await grains.GetGrain<INotifierGrain>(notifier.Name).Wake().WaitAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                NotAwake(logger, exception, s_retry);
                await Task.Delay(s_retry, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The cycles do not watch the clock yet; trying again in {Delay}")]
    private static partial void NotAwake(ILogger logger, Exception exception, TimeSpan delay);
}
