using Xunit.Abstractions;

namespace LearningActors.Tests;

/// <summary>A new version is brought in silo by silo.</summary>
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    [ClusterFact]
    public async Task SilosThatAreAskedToStopDrainAndNoRequestFailsThatIsSentAgain()
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        var load = new ClusterLoad(cluster);
        load.Start();
        await load.MoreAsync(1000);
        foreach (var silo in cluster.Silos)
        {
            Assert.Equal(0, await silo.StopAsync());
            // It has left by itself: nobody had to find out that it is gone.
            Assert.Equal(2, await cluster.ScalarAsync<long>("SELECT count(*) FROM silo_membership WHERE status = 3"));
            await load.MoreAsync(300);
            await silo.StartAsync();
            await load.MoreAsync(300);
        }

        await load.StopAsync();
        output.WriteLine(load.Summary);
        load.AssertOnlyPassingFaults();
        // A connection that was idle may be closed just as a request is put on it, and no more than that.
        Assert.True(load.Broken <= 3 * ClusterLoad.Workers, load.Summary);
        Assert.True(load.Slowest < TimeSpan.FromSeconds(10), load.Summary);
        await load.AssertEveryFactOnceAsync(cluster.Silos);
    }
}
