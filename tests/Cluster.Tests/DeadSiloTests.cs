using System.Diagnostics;
using System.Net;
using Xunit.Abstractions;

namespace LearningActors.Tests;

/// <summary>Three silos under load, of which one dies.</summary>
public sealed class DeadSiloTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_answersAgain = TimeSpan.FromSeconds(15);

    [ClusterFact]
    public async Task FiveKillsLoseNothingAndEveryGrainAnswersAgainWithinFifteenSeconds()
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        var load = new ClusterLoad(cluster);
        load.Start();
        await load.MoreAsync(1000);
        for (var kill = 0; kill < 5; kill++)
        {
            var dead = cluster.Silos[kill % 3];
            var others = cluster.Silos.Except([dead]).ToArray();
            await AnswersAsync(cluster.Silos);
            await dead.KillAsync();
            var watch = Stopwatch.StartNew();
            await AnswersAsync(others);
            output.WriteLine($"Kill {kill + 1}: every grain answers again after {watch.Elapsed.TotalSeconds:0.0} s; {load.Summary}");
            Assert.True(watch.Elapsed < s_answersAgain, $"Every grain answers again after {watch.Elapsed}, not within {s_answersAgain}.");
            await dead.StartAsync();
            await load.MoreAsync(500);
        }

        await load.StopAsync();
        output.WriteLine(load.Summary);
        load.AssertOnlyPassingFaults();
        await load.AssertEveryFactOnceAsync(cluster.Silos);
    }

    [ClusterFact]
    public async Task ASiloAtANewAddressNeedNotWaitMinutesForThoseThatDied()
    {
        await using var cluster = await SiloCluster.StartAsync(2);
        foreach (var silo in cluster.Silos)
            await silo.KillAsync();
        using var another = cluster.AnotherSilo();
        var watch = Stopwatch.StartNew();
        await another.StartAsync();
        output.WriteLine($"Alone, after two that died: ready after {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"Ready after {watch.Elapsed}.");
        watch.Restart();
        using var second = cluster.AnotherSilo();
        await second.StartAsync();
        output.WriteLine($"Beside one that lives: ready after {watch.Elapsed.TotalSeconds:0.0} s.");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"Ready after {watch.Elapsed}.");
        Assert.Equal(0, await second.StopAsync());
        Assert.Equal(0, await another.StopAsync());
    }

    /// <summary>Asks for the state of many grains of all kinds, on each silo, until each answers with 200.</summary>
    private static async Task AnswersAsync(IReadOnlyCollection<ClusterSilo> silos)
    {
        string[] paths =
        [
            .. Enumerable.Range(0, ClusterLoad.Tickers).Select(ticker => $"/api/signals/T{ticker}/BUY"),
            "/api/admin/cycles",
            "/api/admin/prompts",
            "/api/admin/llm-ab-tests",
            "/api/learning/summary",
            "/api/prompts/BUY/assignment?unit=1",
            "/api/learning/relevant?symbol=A",
        ];
        await Task.WhenAll(
            silos.SelectMany(silo =>
                paths.Select(path =>
                    Eventually.TrueAsync(
                        async () =>
                        {
                            using var response = await silo.Admin.GetAsync(path);
                            Assert.True(
                                response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable,
                                $"{path}: {response.StatusCode}"
                            );
                            return response.StatusCode == HttpStatusCode.OK;
                        },
                        $"{path} answers"
                    )
                )
            )
        );
    }
}
