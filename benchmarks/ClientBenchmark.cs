using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Benchmarks;

/// <summary>
/// One client of .NET: votes that its batcher gathers beside single requests of the same program, and what it answers from memory.
/// </summary>
internal sealed class ClientBenchmark(Report report)
{
    private const int Callers = 512;
    private const int Rounds = 5;
    private const int Calls = 500_000;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);
    private long _session = Random.Shared.NextInt64(1L << 40) << 20;

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        var (connectionString, ids) = await database.CreateAsync();
        await JournalBenchmark.FillAsync(connectionString);
        await using var host = await HostProcess.StartAsync("group", connectionString);
        var address = new Uri($"http://127.0.0.1:{host.Port}");
        await AssignmentBenchmark.StartExperimentAsync(host.Port);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
        var options = new LearningActorsOptions { Key = BenchHost.Key, Addresses = { address } };
        await using var learning = LearningConnection.Open(options);

        await VoteAsync(ids, vote => SendAloneAsync(http, vote));
        await VoteAsync(ids, vote => learning.Batcher.RateAsync(vote));
        await report.CompareAsync(
            $"votes of one client, {Callers} callers: batched / single requests on 64 connections",
            "≥ 2.5",
            () => VoteAsync(ids, vote => learning.Batcher.RateAsync(vote)),
            () => VoteAsync(ids, vote => SendAloneAsync(http, vote))
        );
        await FromMemoryAsync(learning);
    }

    private async Task FromMemoryAsync(LearningConnection learning)
    {
        await learning.Prompts.ReadyAsync();
        await learning.Insights.ReadyAsync();
        var units = Enumerable.Range(0, 1024).Select(_ => Guid.CreateVersion7().ToString()).ToArray();
        Add(
            "assignment by the client in its process, µs a call",
            i => learning.Prompts.Assign("BUY", units[i & 1023]).Champion.Text.Length
        );
        var contexts = Enumerable
            .Range(0, 1000)
            .Select(i => new TradeContext($"setup-{i % 40}", i % 2 == 0 ? "range" : "drive", $"S{i % 7}", "5m", i % 24))
            .ToArray();
        Add("relevant insights among 2000 by the client in its process, µs a call", i => learning.Insights.Find(contexts[i % 1000]).Count);
    }

    private void Add(string name, Func<int, int> call)
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum += call(i);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var rounds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Calls; i++)
                sum += call(i);
            rounds.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / Calls);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        report.Add(
            name,
            rounds.Order().ElementAt(Rounds / 2),
            "≤ 1",
            $"median of {Rounds} rounds of {Calls:N0} calls, {allocated / Calls / Rounds} bytes a call, sum {sum:N0}"
        );
    }

    /// <summary>Many callers that vote one after the other; how many votes a second are committed.</summary>
    private Task<double> VoteAsync(Guid[] ids, Func<VoteOnExplanationInput, Task> send) =>
        Load.Callers.PerSecondAsync(
            Callers,
            s_duration,
            _ =>
                send(
                    new VoteOnExplanationInput
                    {
                        ExplanationId = ids[Random.Shared.Next(ids.Length)],
                        Helpful = true,
                        Session = $"s{Interlocked.Increment(ref _session):x}",
                    }
                )
        );

    private static async Task SendAloneAsync(HttpClient http, VoteOnExplanationInput vote)
    {
        using var response = await http.PostAsJsonAsync(
            $"/api/feedback/{vote.ExplanationId}",
            new VoteInput { Helpful = vote.Helpful, Session = vote.Session },
            ClientJson.Options
        );
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"The service answered {response.StatusCode}.");
    }
}
