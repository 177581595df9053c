using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Benchmarks.Load;
using LearningActors.Prompts;

namespace LearningActors.Benchmarks;

/// <summary>Assignments of a running experiment: through HTTP beside a bare answer of the same size, and in the process.</summary>
internal sealed class AssignmentBenchmark(Report report)
{
    internal const string Path = "/api/prompts/BUY/assignment?unit=unit-000000";
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        await using var run = await LedgerRun.StartAsync(database, "group");
        await StartExperimentAsync(run.Port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{run.Port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
        var answer = await http.GetByteArrayAsync(Path);
        var (assignment, bare) = (Requests.Get(Path), Requests.Get($"/bare/bytes/{answer.Length}"));
        await report.CompareAsync(
            "GET of an assignment / bare GET of the same size",
            "≥ 0.80",
            () => RateAsync(run, assignment),
            () => RateAsync(run, bare)
        );
        InTheProcess();
    }

    private static async Task<double> RateAsync(LedgerRun run, ReadOnlyMemory<byte> request) =>
        (await LoadRun.ClosedAsync(run.Port, 64, s_duration, () => request)).PerSecond;

    /// <summary>Adds three variants for BUY and starts an experiment with them.</summary>
    internal static async Task StartExperimentAsync(int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
        string[] variants = ["First name the strongest of", "Compare with its usual range each of", "In the words of a newspaper, tell of"];
        foreach (var start in variants)
            await PostAsync(
                http,
                "/api/admin/prompts/BUY",
                new { text = $"{start} {{indicators}} and say what it means for {{signal}} of {{ticker}} at {{confidence}}." }
            );
        await PostAsync(
            http,
            "/api/admin/llm-ab-tests",
            new
            {
                signal = "BUY",
                traffic_split = new Dictionary<string, double>
                {
                    ["v1.0"] = 0.25,
                    ["v1.1"] = 0.25,
                    ["v1.2"] = 0.25,
                    ["v1.3"] = 0.25,
                },
            }
        );
    }

    private void InTheProcess()
    {
        const int calls = 2_000_000;
        var prompts = new[] { "v1.0", "v1.1", "v1.2", "v1.3" };
        var routing = new PromptRouting(
            "v1.0",
            new HoldoutShare("v0.9", "holdout-BUY-1", 0.05, DateTimeOffset.MaxValue),
            new ExperimentSplit("BUY-2", [.. prompts], [0.25, 0.25, 0.25, 0.25]),
            []
        );
        var units = Enumerable.Range(0, 1024).Select(_ => Guid.CreateVersion7().ToString()).ToArray();
        var now = DateTimeOffset.UnixEpoch;
        var length = 0;
        for (var i = 0; i < calls / 10; i++)
            length += PromptRouter.Route(routing, units[i & 1023], now).Version.Length;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            length += PromptRouter.Route(routing, units[i & 1023], now).Version.Length;
        var microseconds = Stopwatch.GetElapsedTime(began).TotalMicroseconds / calls;
        report.Add(
            $"assignment of {SignalType.Buy.Text()} with a holdout in the process, µs a call",
            microseconds,
            "≤ 1",
            $"{calls:N0} calls, {length:N0} characters"
        );
    }

    private static async Task PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {await response.Content.ReadAsStringAsync()}");
    }
}
