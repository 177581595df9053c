using System.Globalization;
using LearningActors.Benchmarks.Load;

namespace LearningActors.Benchmarks;

/// <summary>What was learnt, read through HTTP beside the same bytes served bare; and what an activation weighs.</summary>
internal sealed class ReadBenchmark(Report report)
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        await using var run = await LedgerRun.StartAsync(database, "group");
        var (state, bare) = (Requests.Get("/api/signals/T001/BUY"), Requests.Get("/bare/state"));
        await report.CompareAsync(
            "GET of a learning state / bare GET of the same JSON",
            "≥ 0.80",
            () => RateAsync(run, state),
            () => RateAsync(run, bare)
        );

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{run.Port}"), Timeout = TimeSpan.FromMinutes(10) };
        var bytes = double.Parse(await http.GetStringAsync("/bench/activate/100000"), CultureInfo.InvariantCulture);
        report.Add("memory of a ticker-signal with 100 000 active, KB", bytes / 1024, "≤ 3", $"{bytes:N0} bytes");
    }

    private static async Task<double> RateAsync(LedgerRun run, ReadOnlyMemory<byte> request) =>
        (await LoadRun.ClosedAsync(run.Port, 64, s_duration, () => request)).PerSecond;
}
