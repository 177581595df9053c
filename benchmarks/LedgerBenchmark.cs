using LearningActors.Benchmarks.Load;

namespace LearningActors.Benchmarks;

/// <summary>The ledger through the real endpoint, beside one INSERT per request and beside nothing stored.</summary>
internal sealed class LedgerBenchmark(Report report)
{
    private const int Rounds = 3;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);

    internal async Task SingleVotesAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        var (nothing, insert, group) = (
            await LedgerRun.StartAsync(database, "nothing"),
            await LedgerRun.StartAsync(database, "insert"),
            await LedgerRun.StartAsync(database, "group")
        );
        await using (nothing)
        await using (insert)
        await using (group)
        {
            await WarmUpAsync(nothing, insert, group);
            var rates = await AlternateAsync(64, nothing, insert, group);
            report.Add(
                "single votes, 64 connections: group commit / one INSERT per request",
                rates[2] / rates[1],
                "≥ 4",
                $"{rates[2]:N0} / {rates[1]:N0} per second"
            );
            report.Add(
                "single votes, 64 connections: group commit / nothing stored",
                rates[2] / rates[0],
                "≥ 0.50",
                $"{rates[2]:N0} / {rates[0]:N0} per second"
            );

            // The second is a rate that one INSERT per request keeps up with on a slow machine too.
            foreach (var rate in new[] { 6000, 2000 })
            {
                var steadyInsert = await LoadRun.SteadyAsync(insert.Port, 64, s_duration, rate, insert.Requests.Vote);
                var steadyGroup = await LoadRun.SteadyAsync(group.Port, 64, s_duration, rate, group.Requests.Vote);
                report.Add(
                    $"{rate:N0} votes/s: p50, one INSERT per request / group commit",
                    steadyInsert.P50 / steadyGroup.P50,
                    "> 1",
                    $"{steadyInsert.P50:N2} / {steadyGroup.P50:N2} ms"
                );
                report.Add(
                    $"{rate:N0} votes/s: p99, one INSERT per request / group commit",
                    steadyInsert.P99 / steadyGroup.P99,
                    "> 1",
                    $"{steadyInsert.P99:N2} / {steadyGroup.P99:N2} ms"
                );
                var commit = await BenchDatabase.CommitsAsync(group.ConnectionString, s_duration);
                report.Add(
                    $"{rate:N0} votes/s: p99, group commit / one commit of this disk",
                    steadyGroup.P99 / commit.P50,
                    "≤ 3",
                    $"{steadyGroup.P99:N2} / {commit.P50:N2} ms (p99 of commits {commit.P99:N2})"
                );
            }

            var arrays = (await LoadRun.ClosedAsync(group.Port, 16, s_duration, () => group.Requests.Votes(500))).PerSecond * 500;
            report.Add("arrays of 500: votes / single votes", arrays / rates[2], "≥ 2.3", $"{arrays:N0} / {rates[2]:N0} per second");
        }
    }

    internal async Task SlowDiskAsync(double milliseconds)
    {
        await using var database = await BenchDatabase.StartAsync(slowDiskMicroseconds: (int)(milliseconds * 1000));
        await using var insert = await LedgerRun.StartAsync(database, "insert");
        await using var group = await LedgerRun.StartAsync(database, "group");
        await WarmUpAsync(insert, group);
        foreach (var connections in new[] { 16, 64, 256 })
        {
            var rates = await AlternateAsync(connections, insert, group);
            report.Add(
                $"commits of {milliseconds} ms more, {connections} connections: group commit / one INSERT per request",
                rates[1] / rates[0],
                connections < 256 ? "≥ 1.3" : "≥ 2.4",
                $"{rates[1]:N0} / {rates[0]:N0} per second"
            );
        }
    }

    /// <summary>Until what is measured is compiled for speed, as in a service that has run for a while.</summary>
    private static async Task WarmUpAsync(params LedgerRun[] runs)
    {
        foreach (var run in runs)
            await LoadRun.ClosedAsync(run.Port, 256, s_warmUp, run.Requests.Vote);
    }

    /// <summary>The median rate of each, measured in turns so that the machine's moods meet all alike.</summary>
    private static async Task<double[]> AlternateAsync(int connections, params LedgerRun[] runs)
    {
        var rates = runs.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < runs.Length; i++)
                rates[i].Add((await LoadRun.ClosedAsync(runs[i].Port, connections, s_duration, runs[i].Requests.Vote)).PerSecond);
        }

        return [.. rates.Select(all => all.Order().ElementAt(Rounds / 2))];
    }
}

/// <summary>A host with a ledger, and requests for its database.</summary>
internal sealed record LedgerRun(HostProcess Host, Requests Requests, string ConnectionString) : IAsyncDisposable
{
    internal int Port => Host.Port;

    internal static async Task<LedgerRun> StartAsync(BenchDatabase database, string ledger)
    {
        var (connectionString, ids) = await database.CreateAsync();
        return new LedgerRun(await HostProcess.StartAsync(ledger, connectionString), new Requests(ids), connectionString);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
