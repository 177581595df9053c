using Orleans.Concurrency;

namespace LearningActors.Tests;

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
