using System.Diagnostics;
using LearningActors.Cli.Files;
using LearningActors.Cli.Import;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Benchmarks;

/// <summary>
/// Five years of an account, imported, reconciled and followed to its outcomes, and then a day more; beside it the same with a tenth of
/// the executions on as many days. Last a day on which much happens in few underlyings.
/// </summary>
internal sealed class RecommendationBenchmark(Report report)
{
    private const int Executions = 100_000;
    private const int RecommendationsADay = 10;
    private const int ExecutionsOfDayMore = 500;
    private const int ExecutionsOfHeavyDay = 10_000;
    private static readonly DateOnly s_dayMore = new(2025, 9, 10);
    private static readonly DateOnly s_heavyDay = new(2025, 10, 15);

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        // Each has a host and a database of its own.
        var tenth = await MeasureAsync(database, Executions / 10, RecommendationsADay / 10);
        var whole = await MeasureAsync(database, Executions, RecommendationsADay);
        Growth("import", tenth.Import, whole.Import);
        Growth("reconciliation", tenth.Reconcile, whole.Reconcile);
        Growth("outcomes", tenth.Track, whole.Track);
        Growth("a week's summary", tenth.Summary, whole.Summary);
        report.Add(
            $"a day that adds {ExecutionsOfDayMore}, after {Executions:N0} / after {Executions / 10:N0}",
            whole.DayMore / tenth.DayMore,
            "1 is in proportion to the day",
            $"{whole.DayMore.TotalSeconds:0.00} / {tenth.DayMore.TotalSeconds:0.00} s"
        );
        report.Add(
            $"that day in % of all {Executions:N0}",
            100 * (whole.DayMore / (whole.Import + whole.Reconcile + whole.Track)),
            $"{100.0 * ExecutionsOfDayMore / Executions:0.0} is in proportion",
            $"{whole.DayMore.TotalSeconds:0.00} / {(whole.Import + whole.Reconcile + whole.Track).TotalSeconds:0.0} s"
        );
        report.Add(
            $"a day of {ExecutionsOfHeavyDay:N0} in five underlyings / one of {ExecutionsOfDayMore}",
            whole.HeavyDay / whole.DayMore,
            $"{ExecutionsOfHeavyDay / ExecutionsOfDayMore} is linear",
            $"{whole.HeavyDay.TotalSeconds:0.00} / {whole.DayMore.TotalSeconds:0.00} s"
        );
        report.Add(
            "peak memory of the service / of a tenth",
            whole.Memory / tenth.Memory,
            "",
            $"{whole.Memory:N0} / {tenth.Memory:N0} MiB"
        );
    }

    private void Growth(string what, TimeSpan tenth, TimeSpan whole) =>
        report.Add(
            $"{what}, {Executions:N0} executions / {Executions / 10:N0}",
            whole / tenth,
            "10 is linear",
            $"{whole.TotalSeconds:0.00} / {tenth.TotalSeconds:0.00} s"
        );

    private static async Task<Costs> MeasureAsync(BenchDatabase database, int executions, int recommendationsADay)
    {
        var connectionString = await database.CreateEmptyAsync();
        await using var host = await HostProcess.StartAsync("group", connectionString);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}"), Timeout = TimeSpan.FromMinutes(10) };
        var client = new LearningClient(http, BenchHost.Key, BenchHost.Key);
        var desk = new BenchDesk();
        desk.Live(executions, recommendationsADay);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, desk.Csv);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Ansi = AnsiSupport.No });
        var import = await TimeAsync(() =>
            new ImportBrokerCommand(client, console).RunAsync(InputFile.Open(file, FileCommand.ImportBroker), new BrokerFileOptions())
        );
        File.Delete(file);
        foreach (var batch in desk.Recommendations.Chunk(LearningClient.BatchSize))
            await client.RecordRecommendationsAsync(batch);
        var (sent, consents) = (0, 0);
        var reconcile = await TimeAsync(async () =>
        {
            for (var from = BenchDesk.Days[0]; from <= BenchDesk.Days[^1]; )
            {
                var through = from.AddDays(90) < BenchDesk.Days[^1] ? from.AddDays(90) : BenchDesk.Days[^1];
                var reconciled = await client.ReconcileAsync(from, through);
                sent += reconciled.Recommendations;
                consents += reconciled.ByMatchType.Where(kind => kind.MatchType == "consent").Sum(kind => kind.Count);
                from = through.AddDays(1 - reconciled.PendingDays);
            }
        });
        // Seven of ten are followed, and orders of others may fit the rest.
        if (sent != desk.Recommendations.Count || consents < sent * 0.65)
            throw new InvalidOperationException(
                $"{sent} of {desk.Recommendations.Count} recommendations were reconciled, {consents} of them consents."
            );
        var track = await TimeAsync(client.TrackOutcomesAsync);
        var dayMore = await DayAsync(client, BenchDesk.OneDay("more", s_dayMore, ExecutionsOfDayMore, underlyings: 50));
        var summary = await TimeAsync(() => client.SumUpAsync(2025, 37));
        var heavyDay = await DayAsync(client, BenchDesk.OneDay("heavy", s_heavyDay, ExecutionsOfHeavyDay, underlyings: 5));
        return new Costs(import, reconcile, track, dayMore, summary, heavyDay, host.PeakMemory);
    }

    /// <summary>What a day costs: recorded, reconciled and followed.</summary>
    private static Task<TimeSpan> DayAsync(LearningClient client, DeskDay day) =>
        TimeAsync(async () =>
        {
            foreach (var batch in day.Recommendations.Chunk(LearningClient.BatchSize))
                await client.RecordRecommendationsAsync(batch);
            foreach (var batch in day.Executions.Chunk(LearningClient.BatchSize))
                await client.RecordExecutionsAsync(batch);
            var reconciled = await client.ReconcileAsync(day.Day, day.Day);
            if (reconciled.PendingDays > 0 || reconciled.Recommendations != day.Recommendations.Count)
                throw new InvalidOperationException($"{reconciled.Recommendations} recommendations of {day.Day} were reconciled.");
            await client.TrackOutcomesAsync();
        });

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private sealed record Costs(
        TimeSpan Import,
        TimeSpan Reconcile,
        TimeSpan Track,
        TimeSpan DayMore,
        TimeSpan Summary,
        TimeSpan HeavyDay,
        double Memory
    );
}
