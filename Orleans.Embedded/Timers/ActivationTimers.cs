namespace Orleans.Runtime;

/// <summary>The timers of one activation, which end with it.</summary>
internal sealed class ActivationTimers(Activation activation, TimeProvider time)
{
    private readonly HashSet<GrainTimer> _timers = [];

    internal GrainTimer Add(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(activation, callback, options, time);
        lock (_timers)
            _timers.Add(timer);
        return timer;
    }

    internal void Forget(GrainTimer timer)
    {
        lock (_timers)
            _timers.Remove(timer);
    }

    internal void DisposeAll()
    {
        GrainTimer[] timers;
        lock (_timers)
            timers = [.. _timers];
        foreach (var timer in timers)
            timer.Dispose();
    }
}
