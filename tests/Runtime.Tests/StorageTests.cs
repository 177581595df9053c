using LearningActors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace LearningActors.Tests;

/// <summary>Grain states in PostgreSQL under two activations at once, which a partitioned cluster can have.</summary>
public sealed class StorageTests(RuntimeHost host) : IClassFixture<RuntimeHost>
{
    private const string StateName = "storage-test";

    private IGrainStorage Storage => host.Services.GetRequiredKeyedService<IGrainStorage>(GrainRuntime.StorageName);

    [Fact]
    public async Task OfConcurrentFirstWritesOneWins()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = NewId();
            var states = Enumerable.Range(0, 4).Select(i => new GrainState<Note> { State = new Note { Text = $"writer {i}" } }).ToArray();
            var outcomes = await Task.WhenAll(
                states.Select(async state =>
                {
                    try
                    {
                        await Storage.WriteStateAsync(StateName, id, state);
                        return true;
                    }
                    catch (InconsistentStateException)
                    {
                        return false;
                    }
                })
            );
            var winner = Assert.Single(states.Zip(outcomes), one => one.Second).First;
            var stored = new GrainState<Note>();
            await Storage.ReadStateAsync(StateName, id, stored);
            Assert.Equal(winner.State!.Text, stored.State!.Text);
        }
    }

    [Fact]
    public async Task AWriteOverAnotherVersionIsRefusedAndChangesNothing()
    {
        var id = NewId();
        var first = new GrainState<Note> { State = new Note { Text = "first" } };
        await Storage.WriteStateAsync(StateName, id, first);
        var stale = new GrainState<Note>();
        await Storage.ReadStateAsync(StateName, id, stale);

        first.State.Text = "second";
        await Storage.WriteStateAsync(StateName, id, first);
        stale.State!.Text = "lost";
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(StateName, id, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync(StateName, id, stale));

        await Storage.ReadStateAsync(StateName, id, stale);
        Assert.Equal("second", stale.State!.Text);
    }

    private static GrainId NewId() => GrainId.Create("state", $"probe:{Guid.NewGuid()}");
}
