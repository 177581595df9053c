using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Cli.Files;
using LearningActors.Cli.Import;
using LearningActors.Client;
using LearningActors.Recommendations;
using Spectre.Console;

namespace LearningActors.Benchmarks;

/// <summary>A month of recommendations and executions, imported, reconciled and followed to its outcomes; and half of it.</summary>
internal sealed class RecommendationBenchmark(Report report)
{
    private const string Root = "/api/v1/strategies/learning";
    private const int Executions = 100_000;
    private const int RecommendationsADay = 500;
    private const int Symbols = 100;
    private const int ExecutionsOfDayMore = 500;
    private static readonly DateOnly s_dayMore = new(2025, 10, 1);
    private static readonly DateOnly[] s_days =
    [
        .. Enumerable
            .Range(0, 30)
            .Select(i => new DateOnly(2025, 9, 1).AddDays(i))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
    ];

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        // The first run warms nothing that the second has: each has a host and a database of its own.
        var half = await MeasureAsync(database, Executions / 2, RecommendationsADay / 2);
        var whole = await MeasureAsync(database, Executions, RecommendationsADay);
        Growth($"import of {Executions:N0} executions from a broker's file / of half", half.Import, whole.Import);
        Growth(
            $"reconciliation of {s_days.Length} days of {RecommendationsADay} recommendations / of half",
            half.Reconcile,
            whole.Reconcile
        );
        Growth("outcomes of all matches / of half", half.Track, whole.Track);
        report.Add(
            $"a day that adds {ExecutionsOfDayMore} executions, after {Executions:N0} / after half",
            whole.DayMore / half.DayMore,
            "1 is in proportion to the day",
            $"{whole.DayMore.TotalSeconds:0.00} / {half.DayMore.TotalSeconds:0.00} s"
        );
        Growth("a week's summary / of half", half.Summary, whole.Summary);
        report.Add("peak memory of the service / of half", whole.Memory / half.Memory, "", $"{whole.Memory:N0} / {half.Memory:N0} MiB");
    }

    private void Growth(string what, TimeSpan half, TimeSpan whole) =>
        report.Add(what, whole / half, "2 is linear", $"{whole.TotalSeconds:0.00} / {half.TotalSeconds:0.00} s");

    private static async Task<(
        TimeSpan Import,
        TimeSpan Reconcile,
        TimeSpan Track,
        TimeSpan DayMore,
        TimeSpan Summary,
        double Memory
    )> MeasureAsync(BenchDatabase database, int executions, int recommendationsADay)
    {
        var (connectionString, _) = await database.CreateAsync(1);
        await using var host = await HostProcess.StartAsync("group", connectionString);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}"), Timeout = TimeSpan.FromMinutes(10) };
        var (file, facts) = (Path.GetTempFileName(), Make(executions, recommendationsADay));
        await File.WriteAllTextAsync(file, facts.Csv);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Ansi = AnsiSupport.No });
        var import = await TimeAsync(() =>
            new ImportBrokerCommand(new LearningClient(http, BenchHost.Key, BenchHost.Key), console).RunAsync(
                InputFile.Open(file, FileCommand.ImportBroker),
                new BrokerFileOptions()
            )
        );
        File.Delete(file);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
        foreach (var batch in facts.Recommendations.Chunk(LearningClient.BatchSize))
            await PostAsync("recommendations", new JsonArray([.. batch]));
        var (sent, consents) = (0, 0);
        var reconcile = await TimeAsync(async () =>
        {
            foreach (var day in s_days)
            {
                var reconciled = await PostAsync($"reconcile?target_date={day:yyyy-MM-dd}", null);
                sent += reconciled.GetProperty("recommendations").GetInt32();
                consents += reconciled
                    .GetProperty("by_match_type")
                    .EnumerateArray()
                    .Where(kind => kind.GetProperty("match_type").GetString() == "consent")
                    .Sum(kind => kind.GetProperty("count").GetInt32());
            }
        });
        // Seven of ten are followed, and orders of others may fit the rest.
        if (sent != recommendationsADay * s_days.Length || consents < sent * 0.65)
            throw new InvalidOperationException($"{sent} recommendations were reconciled, {consents} of them consents.");
        var track = await TimeAsync(() => PostAsync("track-outcomes", null));
        // A day more, of the same size whatever the history is.
        foreach (var batch in facts.DayMore.Chunk(LearningClient.BatchSize))
            await PostAsync("executions", new JsonArray([.. batch]));
        var dayMore = await TimeAsync(async () =>
        {
            await PostAsync($"reconcile?target_date={s_dayMore:yyyy-MM-dd}", null);
            await PostAsync("track-outcomes", null);
        });
        var summary = await TimeAsync(() => PostAsync("weekly-summaries/generate?year=2025&week=37", null));
        return (import, reconcile, track, dayMore, summary, host.PeakMemory);

        async Task<JsonElement> PostAsync(string path, JsonNode? body)
        {
            using var response = await http.PostAsJsonAsync($"{Root}/{path}", body);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<JsonElement>()
                : throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>
    /// Of ten recommendations seven are followed, one is executed a week longer and two are not followed; the other executions are
    /// opened and closed within a day.
    /// </summary>
    private static (string Csv, List<JsonNode> Recommendations, List<JsonNode> DayMore) Make(int executions, int recommendationsADay)
    {
        var random = new Random(20250901);
        var recommendations = new List<JsonNode>();
        var csv = new StringBuilder("execution_id,executed_at,instrument,action,quantity,price,fees\n");
        var count = 0;
        for (var day = 0; day < s_days.Length; day++)
        {
            var opening = new DateTimeOffset(s_days[day].ToDateTime(new TimeOnly(14, 0)), TimeSpan.Zero);
            for (var i = 0; i < recommendationsADay; i++)
            {
                var contract = new OptionContract($"S{i % Symbols}", s_days[day].AddDays(14), OptionRight.Put, 20 + random.Next(40));
                var at = opening.AddMinutes(random.Next(300));
                recommendations.Add(
                    new JsonObject
                    {
                        ["recommendation_id"] = $"r{day}-{i}",
                        ["sent_at"] = at.ToString("O", CultureInfo.InvariantCulture),
                        ["symbol"] = contract.Root,
                        ["action"] = "STO",
                        ["strike"] = contract.Strike,
                        ["expiration"] = contract.Expiration.ToString("O", CultureInfo.InvariantCulture),
                        ["option_right"] = "put",
                        ["premium"] = 100,
                        ["type"] = "new_position",
                        ["algorithm_version"] = "v3",
                    }
                );
                if (i % 10 < 8)
                    Execute(
                        at.AddMinutes(5),
                        i % 10 == 7 ? contract with { Expiration = contract.Expiration.AddDays(7) } : contract,
                        "STO",
                        100
                    );
            }

            for (var left = (executions * (day + 1) / s_days.Length) - count; left > 1; left -= 2)
            {
                var contract = new OptionContract(
                    $"S{random.Next(Symbols)}",
                    s_days[day].AddDays(7 * (1 + random.Next(6))),
                    OptionRight.Call,
                    20 + random.Next(40)
                );
                var at = opening.AddMinutes(random.Next(300));
                Execute(at, contract, "BTO", 90 + random.Next(20));
                Execute(at.AddMinutes(1 + random.Next(60)), contract, "STC", 90 + random.Next(20));
            }
        }

        return (csv.ToString(), recommendations, [.. Enumerable.Range(0, ExecutionsOfDayMore).Select(OfDayMore)]);

        // Opened, and half of it closed on the same day.
        JsonNode OfDayMore(int i) =>
            new JsonObject
            {
                ["execution_id"] = $"more-{i}",
                ["executed_at"] = $"{s_dayMore:yyyy-MM-dd}T{15 + (i / Symbols):00}:{i % 60:00}:00Z",
                ["instrument"] = OccSymbol.Of(
                    new OptionContract($"S{i % Symbols}", s_dayMore.AddDays(14), OptionRight.Call, 30 + (i / Symbols / 2))
                ),
                ["action"] = i / Symbols % 2 == 0 ? "BTO" : "STC",
                ["quantity"] = 1,
                ["price"] = 100,
                ["fees"] = 1.15m,
            };

        void Execute(DateTimeOffset at, OptionContract contract, string action, int price) =>
            csv.Append(
                CultureInfo.InvariantCulture,
                $"e{++count},{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'},{OccSymbol.Of(contract)},{action},1,{price},1.15\n"
            );
    }
}
