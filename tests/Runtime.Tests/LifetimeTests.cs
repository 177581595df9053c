namespace LearningActors.Tests;

/// <summary>How activations begin and end, and what outlives them, whichever runtime they run on.</summary>
public sealed class LifetimeTests(RuntimeHost host) : IClassFixture<RuntimeHost>
{
    [Fact]
    public async Task AFailedActivationFailsItsCallersAndTheNextCallTriesAgain()
    {
        var grain = host.Grain<IFailingActivationGrain>();
        var thrown = await Assert.ThrowsAnyAsync<Exception>(grain.Ask);
        Assert.Contains("not yet", thrown.ToString());
        Assert.Equal("up", await grain.Ask());
    }

    [Fact]
    public async Task ADeactivatedGrainIsActivatedByTheNextCall()
    {
        var key = $"probe:{Guid.NewGuid()}";
        var grain = host.Grain<IProbeGrain>(key);
        var first = await grain.Activation();
        await grain.Leave();
        Assert.Equal(nameof(DeactivationReasonCode.ApplicationRequested), await Probe.Raised($"deactivated:{key}"));
        Assert.NotEqual(first, await grain.Activation());
    }

    [Fact]
    public async Task StateIsThereAfterReactivation()
    {
        var grain = host.Grain<IStateGrain>();
        var fresh = await grain.Get();
        Assert.Equal(("", false), (fresh.Text, fresh.Exists));
        await grain.Set("kept");
        await grain.Leave();
        var noted = await grain.Get();
        Assert.Equal(("kept", true), (noted.Text, noted.Exists));
    }

    [Fact]
    public async Task ClearedStateIsGoneAndCanBeWrittenAgain()
    {
        var grain = host.Grain<IStateGrain>();
        await grain.Set("first");
        await grain.Clear();
        await grain.Leave();
        Assert.False((await grain.Get()).Exists);
        await grain.Set("second");
        await grain.Leave();
        Assert.Equal("second", (await grain.Get()).Text);
    }

    [Fact]
    public async Task AnIdleActivationIsCollected()
    {
        var key = $"probe:{Guid.NewGuid()}";
        await host.Grain<IProbeGrain>(key).Activation();
        // The runtimes differ in how an age of zero is read; a millisecond has passed in both once the call is answered.
        var management = host.Grains.GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.FromMilliseconds(1));
        var collected = Probe.Raised($"deactivated:{key}");
        while (!collected.IsCompleted)
        {
            await management.ForceActivationCollection(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal(nameof(DeactivationReasonCode.ActivationIdle), await collected);
    }

    [Fact]
    public async Task CallsAreAnsweredWhileActivationsAreCollected()
    {
        var management = host.Grains.GetGrain<IManagementGrain>(0);
        var (worker, single) = (host.Grain<IWorkerProbeGrain>(), host.Grain<IProbeGrain>());
        var callers = Enumerable
            .Range(0, 4)
            .Select(i =>
                Task.Run(async () =>
                {
                    for (var call = 0; call < 4000; call++)
                        await (i % 2 == 0 ? worker.Ping() : single.Interleave());
                })
            )
            .ToArray();
        var answered = Task.WhenAll(callers);
        var collecting = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!answered.IsCompleted)
                        await management.ForceActivationCollection(TimeSpan.FromTicks(1));
                })
            )
            .ToArray();
        await answered.WaitAsync(TimeSpan.FromMinutes(2));
        await Task.WhenAll(collecting);
    }

    [Fact]
    public async Task ManagementCountsActivations()
    {
        await host.Grain<IStateGrain>().Get();
        var counts = await host.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics();
        Assert.True(
            counts
                .Where(count => count.GrainType.Contains(nameof(StateGrain), StringComparison.Ordinal))
                .Sum(count => count.ActivationCount) >= 1
        );
    }
}
