using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LearningActors.Benchmarks.Load;
using LearningActors.Trades;
using Npgsql;

namespace LearningActors.Benchmarks;

/// <summary>Trades to send.</summary>
internal static class BenchTrades
{
    internal static Trade Make(string id) =>
        new(
            id,
            "bench",
            "BTC/USD",
            TradeSide.Long,
            "pullback",
            "range",
            "5m",
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddHours(1),
            100,
            103,
            1,
            0.5m,
            2.5m,
            TradeStatus.Closed,
            "Third test of support.",
            98,
            99,
            104,
            []
        );

    internal static string Json(string id) =>
        string.Concat(
            $$"""{"trade_id":"{{id}}","strategy_rule":"bench","symbol":"BTC/USD","side":"long","setup_type":"pullback",""",
            $$""" "market_phase":"range","timeframe":"5m","entry_time":"1970-01-01T00:00:00Z","exit_time":"1970-01-01T01:00:00Z",""",
            $$""" "entry_price":100,"exit_price":103,"quantity":1,"fees":0.5,"pnl":2.5,"entry_reasoning":"Third test of support.",""",
            $$""" "stop_price":98,"lowest_price":99,"highest_price":104}"""
        );
}

/// <summary>The journal's hot read beside the same bytes served bare, and the intake of trades beside the ledger alone.</summary>
internal sealed class JournalBenchmark(Report report)
{
    private const int Insights = 2000;
    private const int Setups = 40;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        var (connectionString, ids) = await database.CreateAsync();
        await FillAsync(connectionString);
        await using var host = await HostProcess.StartAsync("group", connectionString);
        await RelevantAsync(host.Port);
        await IntakeAsync(host.Port);
        _ = ids;
    }

    private async Task RelevantAsync(int port)
    {
        var (asked, bare) = (Questions("/api/learning/relevant"), Questions("/bare/relevant"));
        var (ratios, tails) = (new List<(double Ratio, double Asked, double Bare)>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            var bareRun = await LoadRun.ClosedAsync(port, 64, s_duration, bare);
            var askedRun = await LoadRun.ClosedAsync(port, 64, s_duration, asked);
            ratios.Add((askedRun.PerSecond / bareRun.PerSecond, askedRun.PerSecond, bareRun.PerSecond));
            tails.Add(askedRun.P99 / bareRun.P99);
        }

        var median = ratios.OrderBy(one => one.Ratio).ElementAt(2);
        report.Add(
            $"GET of relevant insights among {Insights} / bare GET of the same JSON",
            median.Ratio,
            "≥ 0.85",
            $"{median.Asked:N0} / {median.Bare:N0} per second"
        );
        report.Add(
            "… its p99 / the bare one's",
            tails.Order().ElementAt(2),
            "≤ 1.5",
            string.Join(' ', tails.Select(tail => tail.ToString("0.00", CultureInfo.InvariantCulture)))
        );
    }

    /// <summary>Questions before a trade, over all setups in turn.</summary>
    internal static Func<ReadOnlyMemory<byte>> Questions(string path)
    {
        var all = Enumerable
            .Range(0, Setups)
            .Select(i => Requests.Get($"{path}?setup_type=setup-{i}&market_phase=range&symbol=S1&timeframe=5m"))
            .ToArray();
        var next = 0;
        return () => all[Interlocked.Increment(ref next) % Setups];
    }

    private async Task IntakeAsync(int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
        (await http.PostAsJsonAsync("/api/strategies", new { id = "bench" })).EnsureSuccessStatusCode();
        var direct = double.Parse(await http.GetStringAsync("/bench/trades/5"), CultureInfo.InvariantCulture);
        var next = 0L;
        var sent = await LoadRun.ClosedAsync(
            port,
            16,
            s_duration,
            () =>
            {
                var first = Interlocked.Add(ref next, 500);
                var body = Encoding.UTF8.GetBytes(
                    $"[{string.Join(',', Enumerable.Range(0, 500).Select(i => BenchTrades.Json($"http-{first + i}")))}]"
                );
                return (byte[])
                    [
                        .. Encoding.ASCII.GetBytes(
                            $"POST /api/trades HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {BenchHost.Key}\r\nContent-Type: "
                                + "application/json\r\n"
                                + $"Content-Length: {body.Length}\r\n\r\n"
                        ),
                        .. body,
                    ];
            }
        );
        report.Add(
            "trades in arrays of 500 over HTTP / straight into the ledger",
            sent.PerSecond * 500 / direct,
            "",
            $"{sent.PerSecond * 500:N0} / {direct:N0} trades per second"
        );
    }

    /// <summary>Stores insights over all setups.</summary>
    internal static async Task FillAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            INSERT INTO learning_journal (id, claim, insight_type, insight, supporting_trades, confidence_score, sample_size, wins,
                rest_size, rest_wins, is_better,
                                          market_conditions, scope, found_by, is_active, created_at, updated_at)
            SELECT gen_random_uuid(), 'claim ' || i, 'pattern', 'Trades of the insight ' || i || ' win more often than the others.', '[]',
                0.5 + (i % 50) / 100.0, 100, 60, 1000, 480, true,
                   jsonb_build_object('setupType', 'setup-' || i % $2, 'marketPhase', (ARRAY['range', 'drive', 'pause'])[1 + i % 3],
                       'symbol', 'S' || i % 7, 'timeframe', (ARRAY['5m', '15m'])[1 + i % 2]),
                   '{}', 'statistics', true, now(), now()
            FROM generate_series(1, $1) i
            """
        );
        command.Parameters.AddWithValue(Insights);
        command.Parameters.AddWithValue(Setups);
        await command.ExecuteNonQueryAsync();
    }
}
