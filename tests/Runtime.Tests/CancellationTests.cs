namespace LearningActors.Tests;

/// <summary>What a caller's cancellation does, whichever runtime the grain runs on.</summary>
public sealed class CancellationTests(RuntimeHost host) : IClassFixture<RuntimeHost>
{
    [Fact]
    public async Task TheCallerIsFreeAtOnceAndTheGrainSeesItsTokenCancelledInATurn()
    {
        var (grain, key) = (host.Grain<ICancellationProbeGrain>(), $"{Guid.NewGuid()}");
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitForCancellation(key, cancellation.Token);
        await Probe.Raised($"entered:{key}");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("in a turn", await Probe.Raised($"cancelled:{key}"));
        await grain.Ping(CancellationToken.None);
    }

    [Fact]
    public async Task ACallIsNotMadeWithATokenThatIsCancelledAlready()
    {
        var key = $"{Guid.NewGuid()}";
        var grain = host.Grain<ICancellationProbeGrain>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.Enter(key, new CancellationToken(canceled: true)));
        await grain.Ping(CancellationToken.None);
        Assert.Equal(0, Probe.Count($"entries:{key}", 0));
    }

    [Fact]
    public async Task ACallerWhoseRequestWaitsIsFreeAtOnce()
    {
        var (grain, blocking) = (host.Grain<ICancellationProbeGrain>(), $"{Guid.NewGuid()}");
        var first = grain.Block(blocking, CancellationToken.None);
        await Probe.Raised($"entered:{blocking}");
        using var cancellation = new CancellationTokenSource();
        var second = grain.Ping(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        Probe.Raise($"go:{blocking}");
        await first;
        Assert.Equal("here", await grain.Ping(CancellationToken.None));
    }

    /// <summary>With Orleans the word of the cancellation is on its way, and the request may begin before.</summary>
    [EmbeddedFact]
    public async Task ARequestThatWaitsIsNotRunWhenItsCallerCancels()
    {
        var (grain, blocking, key) = (host.Grain<ICancellationProbeGrain>(), $"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        var first = grain.Block(blocking, CancellationToken.None);
        await Probe.Raised($"entered:{blocking}");
        using var cancellation = new CancellationTokenSource();
        var second = grain.Enter(key, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Probe.Raise($"go:{blocking}");
        await first;
        await grain.Ping(CancellationToken.None);
        Assert.Equal(0, Probe.Count($"entries:{key}", 0));
    }

    [Fact]
    public async Task TheTokenGoesOnFromGrainToGrain()
    {
        var (outer, inner, key) = (host.Grain<ICancellationProbeGrain>(), $"probe:{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        using var cancellation = new CancellationTokenSource();
        var call = outer.Forward(inner, key, cancellation.Token);
        await Probe.Raised($"entered:{key}");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Probe.Raised($"cancelled:{key}");
    }

    [Fact]
    public async Task AWorkerWithOneActivationForItsKeySeesEachCancellation()
    {
        var (worker, keys) = (host.Grain<ICancellationWorkerGrain>(), Enumerable.Range(0, 4).Select(_ => $"{Guid.NewGuid()}").ToArray());
        using var cancellation = new CancellationTokenSource();
        using var staying = new CancellationTokenSource();
        var calls = keys.Select((key, i) => worker.WaitForCancellation(key, i == 0 ? staying.Token : cancellation.Token)).ToArray();
        foreach (var key in keys)
            await Probe.Raised($"entered:{key}");
        await cancellation.CancelAsync();
        foreach (var key in keys.Skip(1))
            await Probe.Raised($"cancelled:{key}");
        foreach (var call in calls.Skip(1))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(calls[0].IsCompleted);
        await staying.CancelAsync();
        await Probe.Raised($"cancelled:{keys[0]}");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[0]);
    }

    [Fact]
    public async Task ATokenThatIsNeverCancelledChangesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var grain = host.Grain<ICancellationProbeGrain>();
        Assert.Equal("here", await grain.Ping(cancellation.Token));
        await cancellation.CancelAsync();
        Assert.Equal("here", await grain.Ping(CancellationToken.None));
    }

    [Fact]
    public async Task AGrainThatCancelsByItselfGivesItsCallerThat() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Grain<ICancellationProbeGrain>().GiveUp(CancellationToken.None));
}
