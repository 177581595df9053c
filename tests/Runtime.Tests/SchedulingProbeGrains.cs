using Orleans.Concurrency;

namespace LearningActors.Tests;

[Alias("Tests.IReentrantProbeGrain")]
public interface IReentrantProbeGrain : IGrainWithStringKey
{
    [Alias("Wait")]
    Task<int> Wait(string key);
}

[Alias("Tests.IWorkerProbeGrain")]
public interface IWorkerProbeGrain : IGrainWithStringKey
{
    [Alias("Ping")]
    Task Ping();

    [Alias("Wait")]
    Task<int> Wait(string key);
}

[Alias("Tests.IFailingActivationGrain")]
public interface IFailingActivationGrain : IGrainWithStringKey
{
    [Alias("Ask")]
    Task<string> Ask();
}

/// <summary>Counts who is inside at once.</summary>
internal static class Room
{
    internal static async Task<int> StayAsync(string key)
    {
        var inside = Probe.Count($"inside:{key}");
        Probe.Most($"max:{key}", inside);
        Probe.Raise($"entered:{key}:{inside}");
        await Probe.Raised($"go:{key}");
        Probe.Count($"inside:{key}", -1);
        return Probe.Most($"max:{key}", 0);
    }
}

[Reentrant]
public sealed class ReentrantProbeGrain : Grain, IReentrantProbeGrain
{
    public Task<int> Wait(string key) => Room.StayAsync(key);
}

[StatelessWorker(4)]
public sealed class WorkerProbeGrain : Grain, IWorkerProbeGrain
{
    public Task Ping() => Task.CompletedTask;

    public Task<int> Wait(string key) => Room.StayAsync(key);
}

public sealed class FailingActivationGrain : Grain, IFailingActivationGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Probe.Count($"tries:{this.GetPrimaryKeyString()}") == 1 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;

    public Task<string> Ask() => Task.FromResult("up");
}
