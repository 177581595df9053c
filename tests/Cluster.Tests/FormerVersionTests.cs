using System.Net;
using System.Text.Json;
using Xunit.Abstractions;

namespace LearningActors.Tests;

/// <summary>Silos of the version before and of this one are one cluster while it is upgraded.</summary>
public sealed class FormerVersionTests(ITestOutputHelper output)
{
    [FormerVersionFact]
    public async Task ItsSilosAreReplacedOneByOneUnderLoadAndNothingIsLost()
    {
        await using var cluster = await SiloCluster.StartAsync(
            3,
            await TestPostgres.CreateDatabaseAsync(withSchema: false),
            program: await FormerVersion.ProgramAsync()
        );
        var former = cluster.Silos[2];
        var steps = await cluster.ScalarAsync<long>("SELECT count(*) FROM schema_steps");
        var load = new ClusterLoad(cluster);
        load.Start();
        await load.MoreAsync(1000);
        await ReadAsync(cluster);
        foreach (var silo in cluster.Silos)
        {
            Assert.Equal(0, await silo.StopAsync());
            await load.MoreAsync(300);
            if (silo == former)
            {
                // The last of them can't come back: its schema is not the one that the others have made.
                Assert.Contains("was made by a newer version", await silo.RefusedAsync(), StringComparison.Ordinal);
            }

            silo.Program = null;
            await silo.StartAsync();
            Assert.True(await cluster.ScalarAsync<long>("SELECT count(*) FROM schema_steps") > steps);
            await load.MoreAsync(300);
            await ReadAsync(cluster);
        }

        await load.StopAsync();
        output.WriteLine(load.Summary);
        load.AssertOnlyPassingFaults();
        await load.AssertEveryFactOnceAsync(cluster.Silos);
    }

    /// <summary>Each silo answers all that its version can be asked without a parameter, from whichever silo's grain.</summary>
    private static async Task ReadAsync(SiloCluster cluster)
    {
        foreach (var silo in cluster.Silos)
        {
            foreach (var path in await ReadsOfAsync(silo))
            {
                HttpStatusCode status = default;
                var body = "";
                await Eventually.TrueAsync(
                    async () =>
                    {
                        using var response = await silo.Admin.GetAsync(path);
                        (status, body) = (response.StatusCode, await response.Content.ReadAsStringAsync());
                        return status != HttpStatusCode.ServiceUnavailable;
                    },
                    $"{path} is answered"
                );
                // What needs a person, or two parameters together, is refused.
                Assert.True((int)status < 500, $"{silo.Program ?? "this version"}, {path}: {status} {body}\n{silo.Faults}");
            }
        }
    }

    private static async Task<IReadOnlyList<string>> ReadsOfAsync(ClusterSilo silo)
    {
        var document = await silo.GetAsync<JsonElement>("/openapi/v1.json");
        var paths = document
            .GetProperty("paths")
            .EnumerateObject()
            .Where(path =>
                path.Value.TryGetProperty("get", out var get) && !path.Name.EndsWith("/stream", StringComparison.Ordinal) && !Needs(get)
            )
            .Select(path => path.Name)
            .ToArray();
        Assert.True(paths.Length > 30);
        return paths;
    }

    private static bool Needs(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
        && parameters.EnumerateArray().Any(one => one.TryGetProperty("required", out var required) && required.GetBoolean());
}
