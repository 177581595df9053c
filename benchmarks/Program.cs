using System.Globalization;
using LearningActors.Benchmarks;
using LearningActors.Benchmarks.Chaos;
using LearningActors.Benchmarks.Learning;
using LearningActors.Benchmarks.Soak;
using LearningActors.Benchmarks.Years;
using Spectre.Console;

if (args is ["host", var ledger, var port, var connectionString])
{
    await BenchHost.RunAsync(ledger, int.Parse(port, CultureInfo.InvariantCulture), connectionString);
    return 0;
}

// A database of one's own with years of data, to look at plans: fill <connection string> <explanations> <trades>
if (args is ["fill", var target, var explanations, var trades])
{
    await using (var database = Npgsql.NpgsqlDataSource.Create(target))
        await LearningActors.Ledger.Schema.ApplyAsync(database);
    await new YearsOfData(target).FillAsync(
        int.Parse(explanations, CultureInfo.InvariantCulture),
        int.Parse(trades, CultureInfo.InvariantCulture)
    );
    return 0;
}

if (args is [ChaosHost.Argument, ..])
{
    await ChaosHost.RunAsync(HostPlace.Read(args));
    return Environment.ExitCode;
}

if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 180;
if (args is ["chaos" or "soak", ..])
{
    try
    {
        var held =
            args[0] == "soak"
                ? await new SoakRun(SoakOptions.Read(args.AsSpan(1))).RunAsync()
                : await new ChaosRun(ChaosOptions.Read(args.AsSpan(1))).RunAsync();
        return held ? 0 : 1;
    }
    catch (FormatException exception)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 2;
    }
}

var report = new Report();
var measurements = new Dictionary<string, Func<Task>>
{
    ["votes"] = () => new LedgerBenchmark(report).SingleVotesAsync(),
    ["http2"] = () => new Http2Benchmark(report).RunAsync(),
    ["slow-disk"] = async () =>
    {
        // A spinning disk, a disk across a network, a cheap solid one.
        await new LedgerBenchmark(report).SlowDiskAsync(8);
        await new LedgerBenchmark(report).SlowDiskAsync(4);
        await new LedgerBenchmark(report).SlowDiskAsync(1.5);
    },
    ["reads"] = () => new ReadBenchmark(report).RunAsync(),
    ["assignment"] = () => new AssignmentBenchmark(report).RunAsync(),
    ["client"] = () => new ClientBenchmark(report).RunAsync(),
    ["journal"] = () => new JournalBenchmark(report).RunAsync(),
    ["recommendations"] = () => new RecommendationBenchmark(report).RunAsync(),
    ["learning"] = () =>
    {
        new LearningBenchmark(LearningBenchmark.UsualRuns).Run();
        return Task.CompletedTask;
    },
    // Parts of that, whose sections of the page are written anew.
    ["learning-journal"] = () =>
    {
        new LearningBenchmark(LearningBenchmark.UsualRuns).RunJournal();
        return Task.CompletedTask;
    },
    ["learning-ratio"] = () =>
    {
        new LearningBenchmark(LearningBenchmark.UsualRuns).RunSampleRatio();
        return Task.CompletedTask;
    },
    ["learning-patterns"] = () =>
    {
        new LearningBenchmark(LearningBenchmark.UsualRuns).RunPatterns();
        return Task.CompletedTask;
    },
    // Only the comparison below, of all that it compares.
    ["runtimes"] = () => Task.CompletedTask,
    ["years"] = () => new YearsBenchmark(report).RunAsync(),
};
string[] wanted = args.Length == 0 ? [.. measurements.Keys.Where(name => !IsPart(name))] : args;
if (wanted.FirstOrDefault(name => !measurements.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"'{unknown}' is none of: {string.Join(", ", measurements.Keys)}.");
    return 2;
}

foreach (var name in wanted)
    await measurements[name]();
if (RuntimeComparison.EmbeddedProgram is { } embedded)
    await new RuntimeComparison(report, embedded).RunAsync(wanted);
if (!wanted.All(name => name.StartsWith("learning", StringComparison.Ordinal)))
    report.Print();
return 0;

// Parts of others, and what takes an hour.
static bool IsPart(string name) => name == "years" || name.StartsWith("learning-", StringComparison.Ordinal);
