using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using LearningActors.Benchmarks.Load;
using Npgsql;
using Spectre.Console;

namespace LearningActors.Benchmarks.Years;

/// <summary>
/// What five years of data do to what an empty database does: votes and reads beside it in the same run, pages of figures, the night's
/// work, the start, and the first read of a ticker.
/// </summary>
/// <remarks>
/// <c>LEARNING_BENCH_YEARS</c> names a database that was filled before, by a connection string: filling takes half an hour.
/// </remarks>
internal sealed class YearsBenchmark(Report report)
{
    private const int Explanations = 10_000_000;
    private const int Trades = 2_000_000;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    private static readonly string[] s_pages =
    [
        "/api/admin/llm-analytics?days=7",
        "/api/admin/llm-analytics?days=30",
        "/api/admin/llm-analytics?days=90",
        "/api/admin/llm-learning?weeks=13",
        "/api/admin/llm-learning?weeks=26",
    ];

    internal async Task RunAsync()
    {
        await using var server = await BenchDatabase.StartAsync();
        var (empty, _) = await server.CreateAsync();
        var grown = Environment.GetEnvironmentVariable("LEARNING_BENCH_YEARS");
        if (grown is null)
        {
            grown = await server.CreateEmptyAsync();
            AnsiConsole.WriteLine("Filling five years; this takes half an hour and 20 GB.");
            await new YearsOfData(grown).FillAsync(Explanations, Trades);
        }

        var began = Stopwatch.GetTimestamp();
        await using var years = await HostProcess.StartAsync("group", grown);
        report.Add("start on five years to ready, s", Stopwatch.GetElapsedTime(began).TotalSeconds, "≤ 10", "host process");
        await using var young = await HostProcess.StartAsync("group", empty);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{years.Port}"), Timeout = TimeSpan.FromMinutes(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);

        // The sums of all days first, as the night makes them: a page makes only those that it shows.
        var everything = await RollUpAsync(http);
        await ColdTickersAsync(http);
        await PagesAsync(years);
        await NightAsync(http, grown, everything);
        await ReadsAsync(young, years, empty, grown);
        await VotesAsync(young, years, empty, grown);
    }

    private async Task ColdTickersAsync(HttpClient http)
    {
        // The first two compile the way there; T4xx have few facts, T0xx have most.
        await http.GetStringAsync("/api/signals/NONE/BUY");
        await http.GetStringAsync("/api/signals/NONE/SELL");
        var times = new List<double>();
        for (var ticker = 0; ticker < 500; ticker += 5)
        {
            var began = Stopwatch.GetTimestamp();
            await http.GetStringAsync($"/api/signals/T{ticker:000}/BUY");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        report.Add(
            "first read of a cold ticker, p95, ms",
            times[95],
            "≤ 50",
            $"median {times[50]:N1}, longest {times[99]:N1}; a hundred tickers"
        );
    }

    /// <summary>The roll-up when nothing came, and when late votes came to three days.</summary>
    private async Task NightAsync(HttpClient http, string grown, (double Seconds, int Days) everything)
    {
        var nothing = await RollUpAsync(http);
        await using (var database = NpgsqlDataSource.Create(grown))
        {
            await using var late = database.CreateCommand(
                """
                UPDATE llm_feedback f SET helpful = NOT helpful, late = true, updated_at = now()
                WHERE (user_session, explanation_id) IN (
                    SELECT user_session, explanation_id FROM llm_feedback
                    WHERE day IN (SELECT day FROM llm_metrics_days ORDER BY day DESC OFFSET 4 LIMIT 3) AND explanation_id::text LIKE '%a7')
                """
            );
            late.CommandTimeout = 0;
            await late.ExecuteNonQueryAsync();
        }

        var some = await RollUpAsync(http);
        report.Add(
            "roll-up of days that late votes came to, s",
            some.Seconds,
            "in proportion",
            $"{some.Seconds:N2} s for {some.Days} days; {everything.Seconds:N1} s for {everything.Days}; {nothing.Seconds:N2} s for none"
        );
    }

    /// <summary>A call may reach its limit; what it did until then is done.</summary>
    private static async Task<(double Seconds, int Days)> RollUpAsync(HttpClient http)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var response = await http.PostAsync("/api/admin/llm-metrics/roll-up", null);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                continue;
            response.EnsureSuccessStatusCode();
            var days = (await response.Content.ReadAsStringAsync()).Count(letter => letter == '"') / 2;
            return (Stopwatch.GetElapsedTime(began).TotalSeconds, Math.Max(0, days - 1));
        }
    }

    private async Task PagesAsync(HostProcess years)
    {
        foreach (var page in s_pages)
        {
            var anew = Requests.GetAnew(page);
            var alone = await LoadRun.ClosedAsync(years.Port, 1, s_duration, () => anew);
            var ten = await LoadRun.ClosedAsync(years.Port, 10, s_duration, () => anew);
            report.Add(
                $"{page} anew, 10 clients, p95, ms",
                ten.P95,
                "≤ 200",
                $"one client {alone.P50:N1} (p50) {alone.P95:N1} (p95); ten {ten.P50:N1}, {ten.PerSecond:N0} per second"
            );
        }
    }

    private async Task ReadsAsync(HostProcess young, HostProcess years, string empty, string grown)
    {
        // An answer of many days is fifty times as long as one of none.
        await CopyTickerAsync(grown, empty);
        await AssignmentBenchmark.StartExperimentAsync(young.Port);
        // A database that was measured before has its experiment.
        await using (var database = NpgsqlDataSource.Create(grown))
        {
            await using var variants = database.CreateCommand("SELECT count(*) FROM prompt_versions WHERE signal = 'BUY'");
            if ((long)(await variants.ExecuteScalarAsync())! < 3)
                await AssignmentBenchmark.StartExperimentAsync(years.Port);
        }

        (string Name, string Path)[] reads =
        [
            ("learning state", "/api/signals/T001/BUY"),
            ("assignment", AssignmentBenchmark.Path),
            ("relevant insights", "/api/learning/relevant?setup_type=setup%201&market_phase=phase%201&symbol=T001&timeframe=5m"),
        ];
        foreach (var (name, path) in reads)
        {
            var request = Requests.Get(path);
            await CompareAsync($"{name}: five years / empty", "≥ 0.90", young, years, () => request, () => request);
        }
    }

    /// <summary>Gives the other database the last month of the ticker's signal that is read.</summary>
    private static async Task CopyTickerAsync(string grown, string empty)
    {
        await using var from = new NpgsqlConnection(grown);
        await using var to = new NpgsqlConnection(empty);
        await from.OpenAsync();
        await to.OpenAsync();
        foreach (var table in new[] { "llm_explanations", "llm_feedback" })
        {
            await using var names = new NpgsqlCommand(
                "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns "
                    + $"WHERE table_name = '{table}' AND is_generated = 'NEVER'",
                from
            );
            var columns = (string)(await names.ExecuteScalarAsync())!;
            var month =
                $"SELECT {columns} FROM {table} WHERE ticker = 'T001' AND signal = 'BUY' AND day > (now() AT TIME ZONE 'UTC')::date - 30";
            await using var source = await from.BeginRawBinaryCopyAsync($"COPY ({month}) TO STDOUT (FORMAT BINARY)");
            await using var target = await to.BeginRawBinaryCopyAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
            await source.CopyToAsync(target);
        }
    }

    private async Task VotesAsync(HostProcess young, HostProcess years, string empty, string grown)
    {
        var (youngVotes, yearsVotes, recentVotes) = (
            new Requests(await IdsAsync(empty, "TABLESAMPLE SYSTEM (100)")),
            new Requests(await IdsAsync(grown, "TABLESAMPLE SYSTEM (0.5)")),
            new Requests(await IdsAsync(grown, "WHERE day > (now() AT TIME ZONE 'UTC')::date - 7"))
        );
        foreach (var host in new[] { (young, youngVotes), (years, yearsVotes) })
            await LoadRun.ClosedAsync(host.Item1.Port, 256, TimeSpan.FromSeconds(10), host.Item2.Vote);
        await CompareAsync("votes on any explanation: five years / empty", "≥ 0.7", young, years, youngVotes.Vote, yearsVotes.Vote);
        await CompareAsync("votes on the last week's: five years / empty", "≥ 0.7", young, years, youngVotes.Vote, recentVotes.Vote);

        var (alone, beside) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            alone.Add((await LoadRun.ClosedAsync(years.Port, 64, s_duration, recentVotes.Vote)).PerSecond);
            using var reading = new CancellationTokenSource();
            var pages = Task.WhenAll(Enumerable.Range(0, 10).Select(i => ReadPageAsync(years.Port, s_pages[i % 5], reading.Token)));
            beside.Add((await LoadRun.ClosedAsync(years.Port, 64, s_duration, recentVotes.Vote)).PerSecond);
            await reading.CancelAsync();
            await pages;
        }

        report.Add(
            "votes while ten pages are read each second / alone",
            beside.Order().ElementAt(1) / alone.Order().ElementAt(1),
            "≥ 0.8",
            $"{beside.Order().ElementAt(1):N0} / {alone.Order().ElementAt(1):N0} per second"
        );
    }

    /// <summary>As an open page does: again each second.</summary>
    private static async Task ReadPageAsync(int port, string page, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!stop.IsCancellationRequested)
        {
            (await http.GetAsync(page, CancellationToken.None)).EnsureSuccessStatusCode();
            await second.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private Task CompareAsync(
        string name,
        string wanted,
        HostProcess young,
        HostProcess years,
        Func<ReadOnlyMemory<byte>> ofYoung,
        Func<ReadOnlyMemory<byte>> ofYears
    ) =>
        report.CompareAsync(
            name,
            wanted,
            async () => (await LoadRun.ClosedAsync(years.Port, 64, s_duration, ofYears)).PerSecond,
            async () => (await LoadRun.ClosedAsync(young.Port, 64, s_duration, ofYoung)).PerSecond
        );

    private static async Task<Guid[]> IdsAsync(string connectionString, string which)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(
            $"SELECT array_agg(id) FROM (SELECT id FROM llm_explanations {which} LIMIT 200000) ids"
        );
        command.CommandTimeout = 0;
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }
}
