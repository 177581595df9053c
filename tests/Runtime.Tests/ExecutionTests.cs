using System.Diagnostics;

namespace LearningActors.Tests;

/// <summary>What a grain may rely on while it runs, whichever runtime it runs on.</summary>
public sealed class ExecutionTests(RuntimeHost host) : IClassFixture<RuntimeHost>
{
    [Fact]
    public async Task AHerdOfFirstCallersMeetsOneActivation()
    {
        var key = $"probe:{Guid.NewGuid()}";
        var activations = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => Task.Run(() => host.Grain<IProbeGrain>(key).Activation()))
        );
        Assert.Single(activations.Distinct());
        Assert.Equal(1, Probe.Count($"activations:{key}", 0));
    }

    [Fact]
    public async Task OneRequestRunsAtATimeAwaitsIncluded()
    {
        var grain = host.Grain<IProbeGrain>();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.AddSlowly()));
        Assert.Equal(Enumerable.Range(1, 200), numbers.Order());
    }

    [Fact]
    public async Task ASecondRequestWaitsForTheFirst()
    {
        var key = Guid.NewGuid().ToString();
        var grain = host.Grain<IProbeGrain>();
        var both = new[] { grain.Wait(key), grain.Wait(key) };
        await Probe.Raised($"entered:{key}:1");
        Probe.Raise($"go:{key}");
        Assert.All(await Task.WhenAll(both), most => Assert.Equal(1, most));
    }

    [Fact]
    public async Task AReentrantGrainTakesASecondRequestWhileTheFirstAwaits()
    {
        var key = Guid.NewGuid().ToString();
        var grain = host.Grain<IReentrantProbeGrain>();
        var both = new[] { grain.Wait(key), grain.Wait(key) };
        await Probe.Raised($"entered:{key}:2");
        Probe.Raise($"go:{key}");
        Assert.Equal(2, (await Task.WhenAll(both)).Max());
    }

    [Fact]
    public async Task ReadOnlyRequestsInterleaveWithEachOtherAndNotWithAWriter()
    {
        var key = Guid.NewGuid().ToString();
        var grain = host.Grain<IProbeGrain>();
        var readers = new[] { grain.WaitReading(key), grain.WaitReading(key) };
        await Probe.Raised($"entered:{key}:2");
        var writer = grain.Wait(key);
        Probe.Raise($"go:{key}");
        await Task.WhenAll(readers);
        Assert.Equal(2, await writer);
    }

    [Fact]
    public async Task AnAlwaysInterleavingRequestIsAnsweredWhileAnotherWaits()
    {
        var key = Guid.NewGuid().ToString();
        var grain = host.Grain<IProbeGrain>();
        var waiting = grain.Wait(key);
        await Probe.Raised($"entered:{key}:1");
        Assert.Equal("here", await grain.Interleave());
        Probe.Raise($"go:{key}");
        await waiting;
    }

    [Fact]
    public async Task StatelessWorkersRunInParallel()
    {
        var key = Guid.NewGuid().ToString();
        var grain = host.Grain<IWorkerProbeGrain>();
        var all = Enumerable.Range(0, 4).Select(_ => grain.Wait(key)).ToArray();
        await Probe.Raised($"entered:{key}:4");
        Probe.Raise($"go:{key}");
        Assert.Equal(4, (await Task.WhenAll(all)).Max());
    }

    [Fact]
    public async Task AOneWayCallReturnsBeforeTheMethodEnds()
    {
        var key = Guid.NewGuid().ToString();
        await host.Grain<IProbeGrain>().Tell(key);
        Probe.Raise($"go:{key}");
        await Probe.Raised($"told:{key}");
    }

    [Fact]
    public async Task ACallWithoutAnswerTimesOut()
    {
        var grain = host.Grain<IProbeGrain>();
        var began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(grain.Never);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnExceptionReachesTheCallerAndTheGrainGoesOn(bool atOnce)
    {
        var grain = host.Grain<IProbeGrain>();
        var activation = await grain.Activation();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => atOnce ? grain.FailAtOnce("no") : grain.Fail("no"));
        Assert.Equal("no", thrown.Message);
        Assert.Equal(activation, await grain.Activation());
    }

    [Fact]
    public async Task ARequestRunsBesideATickThatInterleaves()
    {
        var (grain, key) = (host.Grain<IProbeGrain>(), $"{Guid.NewGuid()}");
        await grain.TickBeside(key);
        await Probe.Raised($"ticking:{key}");
        await grain.AddSlowly();
        Probe.Raise($"go:{key}");
        await Probe.Raised($"ticked:{key}");
    }

    [Fact]
    public async Task ATickThatInterleavesRunsBesideTheRequestUnderWay()
    {
        var (grain, key, blocking) = (host.Grain<IProbeGrain>(), $"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        await grain.TickBeside(key);
        var request = grain.Wait(blocking);
        await Probe.Raised($"ticking:{key}");
        Probe.Raise($"go:{blocking}");
        await request;
        Probe.Raise($"go:{key}");
    }

    [Fact]
    public async Task ATimerTickWaitsForTheRequestUnderWay()
    {
        var key = Guid.NewGuid().ToString();
        var blocking = host.Grain<IProbeGrain>().Block(key);
        await Probe.Raised($"blocking:{key}");
        // When the later timer of another grain has ticked, the timer of this one is long due.
        await host.Grain<IProbeGrain>().StartTimer($"later:{key}", TimeSpan.FromMilliseconds(100));
        await Probe.Raised($"ticked:later:{key}");
        Probe.Raise($"go:{key}");
        await blocking;
        Assert.Equal("0", await Probe.Raised($"ticked:{key}"));
    }
}
