namespace LearningActors.Tests;

/// <summary>Reminders, whichever runtime they run on. A host of its own, since it is restarted.</summary>
public sealed class ReminderTests(RuntimeHost host) : IClassFixture<RuntimeHost>
{
    [Fact]
    public async Task AReminderOutlivesTheHost()
    {
        var key = $"probe:{Guid.NewGuid()}";
        await host.Grain<IReminderGrain>(key).Remind("wake", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        Assert.Equal("1|True", await Probe.Raised($"reminded:{key}:wake:0"));

        await host.RestartAsync();
        Probe.Count("reminder-generation");
        Assert.Equal("1|True", await Probe.Raised($"reminded:{key}:wake:1"));

        var grain = host.Grain<IReminderGrain>(key);
        Assert.True(await grain.Forget("wake"));
        Assert.False(await grain.Forget("wake"));
    }

    [Fact]
    public async Task APeriodBelowTheLeastIsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            host.Grain<IReminderGrain>().Remind("hasty", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
}
