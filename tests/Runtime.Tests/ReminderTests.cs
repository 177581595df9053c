using System.Runtime.CompilerServices;
using LearningActors.Hosting;

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

    [EmbeddedFact]
    public async Task ATickIsNeverEarly()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => $"probe:{Guid.NewGuid()}").ToArray();
        var generation = Probe.Count("reminder-generation", 0);
        await Task.WhenAll(
            keys.Select(
                (key, i) =>
                    host.Grain<IReminderGrain>(key).Remind("wake", TimeSpan.FromMilliseconds(1500 + (i * 1.37)), TimeSpan.FromMinutes(1))
            )
        );
        foreach (var key in keys)
            Assert.Equal("60|True", await Probe.Raised($"reminded:{key}:wake:{generation}"));
    }

    [Fact]
    public async Task ATickThatHangsDoesNotHoldUpTheNext()
    {
        var patient = new RuntimeHost { ResponseTimeout = TimeSpan.FromSeconds(1) };
        await patient.InitializeAsync();
        var key = $"probe:{Guid.NewGuid()}";
        await patient.Grain<IHangingReminderGrain>(key).Remind(TimeSpan.FromMilliseconds(200));
        await Probe.Raised($"tick:{key}:1");
        await Probe.Raised($"tick:{key}:2");
    }

    [Fact]
    public async Task APeriodBelowTheLeastIsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            host.Grain<IReminderGrain>().Remind("hasty", TimeSpan.Zero, TimeSpan.FromMilliseconds(1))
        );
}

/// <summary>A test of something that the embedded runtime promises beyond Orleans.</summary>
public sealed class EmbeddedFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(GrainRuntime.IsCluster ? "Orleans does not promise it." : null, test);
