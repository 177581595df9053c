using LearningActors.Benchmarks.Load;

namespace LearningActors.Benchmarks;

/// <summary>The hot paths on Orleans, one silo, beside the same on the embedded runtime, in turns.</summary>
/// <param name="report">Where the figures go.</param>
/// <param name="embedded">This program, built on the embedded runtime.</param>
internal sealed class RuntimeComparison(Report report, string embedded)
{
    private const int Connections = 64;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(8);

    /// <summary>The program to compare with; null where this one runs on the embedded runtime itself.</summary>
    internal static string? EmbeddedProgram { get; } =
        Environment.GetEnvironmentVariable("LEARNING_BENCH_EMBEDDED") is { Length: > 0 } program ? program : null;

    internal async Task RunAsync(IReadOnlyCollection<string> measurements)
    {
        var paths = new (string Measurement, string What, Func<LedgerRun, Func<ReadOnlyMemory<byte>>> Requests)[]
        {
            ("votes", "single votes", run => run.Requests.Vote),
            ("reads", "GET of a learning state", _ => Always(Requests.Get("/api/signals/T001/BUY"))),
            ("assignment", "GET of an assignment", _ => Always(Requests.Get(AssignmentBenchmark.Path))),
            ("journal", "GET of relevant insights", _ => JournalBenchmark.Questions("/api/learning/relevant")),
        }
            .Where(path => measurements.Contains(path.Measurement) || measurements.Contains("runtimes"))
            .ToArray();
        if (paths.Length == 0)
            return;
        await using var database = await BenchDatabase.StartAsync();
        await using var orleans = await StartAsync(database, null);
        await using var beside = await StartAsync(database, embedded);
        foreach (var (_, what, requests) in paths)
        {
            foreach (var run in new[] { orleans, beside })
                await LoadRun.ClosedAsync(run.Port, Connections, s_warmUp, requests(run));
            await report.CompareAsync(
                $"{what}: Orleans, one silo / embedded",
                "≥ 0.90",
                () => RateAsync(orleans, requests),
                () => RateAsync(beside, requests)
            );
        }
    }

    private static async Task<double> RateAsync(LedgerRun run, Func<LedgerRun, Func<ReadOnlyMemory<byte>>> requests) =>
        (await LoadRun.ClosedAsync(run.Port, Connections, s_duration, requests(run))).PerSecond;

    private static async Task<LedgerRun> StartAsync(BenchDatabase database, string? program)
    {
        var (connectionString, ids) = await database.CreateAsync();
        await JournalBenchmark.FillAsync(connectionString);
        var run = new LedgerRun(await HostProcess.StartAsync("group", connectionString, program), new Requests(ids), connectionString);
        await AssignmentBenchmark.StartExperimentAsync(run.Port);
        return run;
    }

    private static Func<ReadOnlyMemory<byte>> Always(ReadOnlyMemory<byte> request) => () => request;
}
