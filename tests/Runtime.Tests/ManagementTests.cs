using LearningActors.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests;

/// <summary>What operators learn of activations, whichever runtime they run on.</summary>
public sealed class ManagementTests(RuntimeHost host) : IClassFixture<RuntimeHost>
{
    private ILocalActivations Activations => host.Services.GetRequiredService<ILocalActivations>();

    [Fact]
    public async Task AnActivationIsListedFromItsBeginningToItsEnd()
    {
        var (key, before) = ($"probe:{Guid.NewGuid()}", DateTimeOffset.UtcNow);
        Assert.Empty(Of("probe", key));
        await host.Grain<IProbeGrain>(key).Activation();
        var first = Assert.Single(Of("probe", key)).Since;
        Assert.InRange(first, before, DateTimeOffset.UtcNow);

        await host.Grain<IProbeGrain>(key).Leave();
        await Eventually.TrueAsync(() => Task.FromResult(Of("probe", key).Length == 0), "the activation is gone");
        await host.Grain<IProbeGrain>(key).Activation();
        Assert.True(Assert.Single(Of("probe", key)).Since > first);
    }

    [Fact]
    public async Task EveryWorkerIsListed()
    {
        var (key, signal) = ($"probe:{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        var all = Enumerable.Range(0, 4).Select(_ => host.Grain<IWorkerProbeGrain>(key).Wait(signal)).ToArray();
        await Probe.Raised($"entered:{signal}:4");
        Assert.Equal(4, Of("workerprobe", key).Length);
        Probe.Raise($"go:{signal}");
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task OneThatFailsToActivateIsNotListed()
    {
        var key = $"probe:{Guid.NewGuid()}";
        await Assert.ThrowsAnyAsync<Exception>(host.Grain<IFailingActivationGrain>(key).Ask);
        Assert.Empty(Of("failingactivation", key));
        await host.Grain<IFailingActivationGrain>(key).Ask();
        Assert.Single(Of("failingactivation", key));
    }

    [Fact]
    public async Task AnActivationThatIsToldToEndAnswersTheRequestUnderWay()
    {
        var (key, signal) = ($"probe:{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        var request = host.Grain<IProbeGrain>(key).Wait(signal);
        await Probe.Raised($"entered:{signal}:1");
        Assert.Single(Of("probe", key)).Context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "A test."));
        Probe.Raise($"go:{signal}");
        Assert.Equal(1, await request);
        Assert.Equal(nameof(DeactivationReasonCode.ApplicationRequested), await Probe.Raised($"deactivated:{key}"));
        await Eventually.TrueAsync(() => Task.FromResult(Of("probe", key).Length == 0), "the activation is gone");
    }

    [Fact]
    public async Task AKindIsNamedAsTheRuntimeNamesIt()
    {
        var key = $"probe:{Guid.NewGuid()}";
        await host.Grain<IStateGrain>(key).Get();
        Probe.Raise($"go:{key}");
        await host.Grain<IReentrantProbeGrain>(key).Wait(key);
        var state = GrainClass.Of(typeof(StateGrain));
        Assert.Equal(("state", "probe-note"), (state.Kind, Assert.Single(state.States)));
        Assert.Single(Of(state.Kind, key));
        Assert.Single(Of(GrainClass.Of(typeof(ReentrantProbeGrain)).Kind, key));
    }

    [Fact]
    public async Task TheMembershipHoldsThisSilo()
    {
        var silo = host.Services.GetRequiredService<ILocalSiloDetails>();
        var member = Assert.Single(await host.Grains.GetGrain<IManagementGrain>(0).GetDetailedHosts());
        Assert.Equal((silo.SiloAddress, silo.Name, SiloStatus.Active), (member.SiloAddress, member.SiloName, member.Status));
    }

    private LocalActivation[] Of(string kind, string key) =>
        [.. Activations.All.Where(one => one.Context.GrainId.Equals(GrainId.Create(kind, key)))];
}
