using Orleans.Concurrency;

namespace LearningActors.Tests;

[Alias("Tests.ICancellationProbeGrain")]
public interface ICancellationProbeGrain : IGrainWithStringKey
{
    [Alias("Ping")]
    Task<string> Ping(CancellationToken cancellationToken);

    /// <summary>Counts an entry and leaves.</summary>
    [Alias("Enter")]
    Task Enter(string key, CancellationToken cancellationToken);

    /// <summary>Stays inside until <c>go:key</c>, whatever the token says.</summary>
    [Alias("Block")]
    Task Block(string key, CancellationToken cancellationToken);

    /// <summary>Stays inside until it is cancelled, and tells so in <c>cancelled:key</c>.</summary>
    [Alias("WaitForCancellation")]
    Task WaitForCancellation(string key, CancellationToken cancellationToken);

    /// <summary>Lets another grain wait for the cancellation.</summary>
    [Alias("Forward")]
    Task Forward(string other, string key, CancellationToken cancellationToken);

    /// <summary>Ends with a cancellation of its own.</summary>
    [Alias("GiveUp")]
    Task GiveUp(CancellationToken cancellationToken);
}

[Alias("Tests.ICancellationWorkerGrain")]
public interface ICancellationWorkerGrain : IGrainWithStringKey
{
    /// <summary>Stays inside until it is cancelled, and tells so in <c>cancelled:key</c>.</summary>
    [Alias("WaitForCancellation")]
    Task WaitForCancellation(string key, CancellationToken cancellationToken);
}

[StatelessWorker(1), Reentrant]
public sealed class CancellationWorkerGrain : Grain, ICancellationWorkerGrain
{
    public async Task WaitForCancellation(string key, CancellationToken cancellationToken)
    {
        Probe.Raise($"entered:{key}");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Probe.Raise($"cancelled:{key}");
        }
    }
}

public sealed class CancellationProbeGrain : Grain, ICancellationProbeGrain
{
    public Task<string> Ping(CancellationToken cancellationToken) => Task.FromResult("here");

    public Task Enter(string key, CancellationToken cancellationToken)
    {
        Probe.Count($"entries:{key}");
        return Task.CompletedTask;
    }

    public async Task Block(string key, CancellationToken cancellationToken)
    {
        Probe.Raise($"entered:{key}");
        await Probe.Raised($"go:{key}");
    }

    public async Task WaitForCancellation(string key, CancellationToken cancellationToken)
    {
        var turns = TaskScheduler.Current;
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => cancelled.TrySetResult(TaskScheduler.Current == turns));
        Probe.Raise($"entered:{key}");
        var inTurn = await cancelled.Task;
        Probe.Raise($"cancelled:{key}", inTurn ? "in a turn" : "beside the turns");
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task Forward(string other, string key, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<ICancellationProbeGrain>(other).WaitForCancellation(key, cancellationToken);

    public Task GiveUp(CancellationToken cancellationToken) => throw new OperationCanceledException("of its own");
}
