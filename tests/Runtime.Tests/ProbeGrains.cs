using LearningActors.Hosting;
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

[Alias("Tests.IStateGrain")]
public interface IStateGrain : IGrainWithStringKey
{
    [Alias("Get")]
    Task<Noted> Get();

    [Alias("Set")]
    Task Set(string text);

    [Alias("Leave")]
    Task Leave();

    [Alias("Clear")]
    Task Clear();
}

[Alias("Tests.IReminderGrain")]
public interface IReminderGrain : IGrainWithStringKey
{
    [Alias("Remind")]
    Task Remind(string name, TimeSpan due, TimeSpan period);

    [Alias("Forget")]
    Task<bool> Forget(string name);
}

[Alias("Tests.IHangingReminderGrain")]
public interface IHangingReminderGrain : IGrainWithStringKey
{
    [Alias("Remind")]
    Task Remind(TimeSpan period);
}

[GenerateSerializer, Alias("Tests.Noted"), Immutable]
public sealed record Noted(string Text, bool Exists, string? Etag);

/// <summary>Counts who is inside at once.</summary>
internal static class Room
{
    internal static async Task<int> StayAsync(string key)
    {
        var inside = Probe.Count($"inside:{key}");
        var most = Math.Max(inside, Probe.Count($"most:{key}", 0));
        Probe.Count($"most:{key}", most - Probe.Count($"most:{key}", 0));
        Probe.Raise($"entered:{key}:{inside}");
        await Probe.Raised($"go:{key}");
        Probe.Count($"inside:{key}", -1);
        return Probe.Count($"most:{key}", 0);
    }
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

public sealed class Note
{
    public string Text { get; set; } = "";
}

public sealed class StateGrain([PersistentState("probe-note", GrainRuntime.StorageName)] IPersistentState<Note> note) : Grain, IStateGrain
{
    public Task<Noted> Get() => Task.FromResult(new Noted(note.State.Text, note.RecordExists, note.Etag));

    public Task Set(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Clear() => note.ClearStateAsync();
}

public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Probe.Raise(
            $"reminded:{this.GetPrimaryKeyString()}:{reminderName}:{Probe.Count("reminder-generation", 0)}",
            $"{status.Period.TotalSeconds}|{status.CurrentTickTime >= status.FirstTickTime}"
        );
        return Task.CompletedTask;
    }
}

/// <summary>Its first tick never ends.</summary>
[Reentrant]
public sealed class HangingReminderGrain : Grain, IHangingReminderGrain, IRemindable
{
    public Task Remind(TimeSpan period) => this.RegisterOrUpdateReminder("hang", period, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var tick = Probe.Count($"ticks:{this.GetPrimaryKeyString()}");
        Probe.Raise($"tick:{this.GetPrimaryKeyString()}:{tick}");
        return tick == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
    }
}
