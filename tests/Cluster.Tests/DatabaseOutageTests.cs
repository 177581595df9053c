using System.Diagnostics;
using System.Net;
using LearningActors.Hosting;
using Xunit.Abstractions;

namespace LearningActors.Tests;

/// <summary>The database goes away under three silos, and comes back.</summary>
public sealed class DatabaseOutageTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan s_away = TimeSpan.FromSeconds(20);
    private readonly string _home = Directory.CreateTempSubdirectory("learningactors-outage-").FullName;

    public Task InitializeAsync()
    {
        // The server's own user must be able to enter.
        File.SetUnixFileMode(_home, (UnixFileMode)0b111_101_101);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await (await PrivatePostgres.StartAsync(_home)).StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    [ClusterFact]
    public async Task TwentySecondsWithoutTheDatabaseCostNothingButTime()
    {
        var postgres = await PrivatePostgres.StartAsync(_home);
        await using var cluster = await SiloCluster.StartAsync(3, postgres.ConnectionString);
        var load = new ClusterLoad(cluster);
        load.Start();
        await load.MoreAsync(1000);
        await postgres.StopAsync();
        var watch = Stopwatch.StartNew();
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var silo in cluster.Silos)
                    Assert.True(
                        (await silo.Admin.GetAsync("/health/ready")).StatusCode is HttpStatusCode.ServiceUnavailable,
                        "A silo without its database is not ready."
                    );
                return watch.Elapsed > s_away;
            },
            "the database was away for long enough"
        );
        await PrivatePostgres.StartAsync(_home);
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var silo in cluster.Silos)
                {
                    if ((await silo.Admin.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK)
                        return false;
                }

                return true;
            },
            "every silo is ready again"
        );
        await load.MoreAsync(1000);
        await load.StopAsync();
        output.WriteLine(load.Summary);
        load.AssertOnlyPassingFaults();
        await load.AssertEveryFactOnceAsync(cluster.Silos);
    }
}
