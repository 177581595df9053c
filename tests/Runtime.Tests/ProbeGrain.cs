using Orleans.Concurrency;

namespace LearningActors.Tests;

[Alias("Tests.IProbeGrain")]
public interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>Which activation answers.</summary>
    [Alias("Activation")]
    Task<Guid> Activation();

    /// <summary>Enters, waits for the signal <c>go:key</c>, leaves. Returns how many were inside at most.</summary>
    [Alias("Wait")]
    Task<int> Wait(string key);

    /// <summary>Like <see cref="Wait"/>, reading only.</summary>
    [Alias("WaitReading"), ReadOnly]
    Task<int> WaitReading(string key);

    /// <summary>Answers while others wait.</summary>
    [Alias("Interleave"), AlwaysInterleave]
    Task<string> Interleave();

    /// <summary>Adds one to a number with an await between reading and writing it.</summary>
    [Alias("AddSlowly")]
    Task<int> AddSlowly();

    [Alias("Fail")]
    Task Fail(string message);

    [Alias("FailAtOnce")]
    Task FailAtOnce(string message);

    [Alias("Tell"), OneWay]
    Task Tell(string key);

    [Alias("Never"), ResponseTimeout("00:00:00.200")]
    Task Never();

    [Alias("Leave")]
    Task Leave();

    [Alias("StartTimer")]
    Task StartTimer(string key, TimeSpan due);

    /// <summary>Starts a timer that is due at once, and stays inside until <c>go:key</c>.</summary>
    [Alias("Block")]
    Task Block(string key);

    /// <summary>Starts a timer whose tick interleaves, is due at once, and stays inside until <c>go:key</c>.</summary>
    [Alias("TickBeside")]
    Task TickBeside(string key);
}

public sealed class ProbeGrain : Grain, IProbeGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _number;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Count($"activations:{this.GetPrimaryKeyString()}");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Raise($"deactivated:{this.GetPrimaryKeyString()}", reason.ReasonCode.ToString());
        return Task.CompletedTask;
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task<int> Wait(string key) => Room.StayAsync(key);

    public Task<int> WaitReading(string key) => Room.StayAsync(key);

    public Task<string> Interleave() => Task.FromResult("here");

    public async Task<int> AddSlowly()
    {
        var number = _number;
        await Task.Yield();
        return _number = number + 1;
    }

    public async Task Fail(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public Task FailAtOnce(string message) => throw new InvalidOperationException(message);

    public async Task Tell(string key)
    {
        await Probe.Raised($"go:{key}");
        Probe.Raise($"told:{key}");
    }

    public Task Never() => Probe.Raised($"never:{this.GetPrimaryKeyString()}");

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StartTimer(string key, TimeSpan due)
    {
        this.RegisterGrainTimer(
            _ =>
            {
                Probe.Raise($"ticked:{key}");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan)
        );
        return Task.CompletedTask;
    }

    public async Task Block(string key)
    {
        this.RegisterGrainTimer(
            _ =>
            {
                Probe.Raise($"ticked:{key}", $"{Probe.Count($"inside:{key}", 0)}");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan)
        );
        Probe.Count($"inside:{key}");
        Probe.Raise($"blocking:{key}");
        await Probe.Raised($"go:{key}");
        Probe.Count($"inside:{key}", -1);
    }

    public Task TickBeside(string key)
    {
        this.RegisterGrainTimer(
            async _ =>
            {
                Probe.Raise($"ticking:{key}");
                await Probe.Raised($"go:{key}");
                Probe.Raise($"ticked:{key}");
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true }
        );
        return Task.CompletedTask;
    }
}
