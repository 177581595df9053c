using Npgsql;
using Spectre.Console;

namespace LearningActors.Benchmarks.Years;

/// <summary>
/// Fills a database with what a desk keeps after five years. The last year has four times the days of the first, weekends a twentieth;
/// of 500 tickers few have most; two prompt versions are in use at a time. Two in five explanations are never rated, a few often. Half of
/// the votes come from 40 people, the rest from sessions of a few votes; one in ten comes a day to a fortnight late.
/// </summary>
/// <param name="connectionString">An empty database with the schema.</param>
internal sealed class YearsOfData(string connectionString)
{
    internal const int Days = 5 * 365;

    // The share of a day grows along the years; a generator of days turns a uniform number into one of them.
    private const string Calendar = """
        CREATE UNLOGGED TABLE bench_days AS
        SELECT day, sum(weight) OVER (ORDER BY day) / sum(weight) OVER () AS upto, weight / sum(weight) OVER () AS share
        FROM (
            SELECT d::date AS day, (1 + 3.0 * (row_number() OVER (ORDER BY d) - 1) / {days})
                * CASE WHEN extract(isodow FROM d) > 5 THEN 0.05 ELSE 1 END AS weight
            FROM generate_series((now() AT TIME ZONE 'UTC')::date - {days} + 1, (now() AT TIME ZONE 'UTC')::date, interval '1 day') d
        ) days
        """;

    private const string Explanations = """
        INSERT INTO llm_explanations (id, ticker, signal, confidence, indicators, explanation, factors, sentiment, prompt_version,
            model_used, source, generated_at, day, cached, fallback, fallback_reason, latency_ms, prompt_tokens, completion_tokens,
            cost_usd, user_session)
        SELECT gen_random_uuid(), 'T' || lpad(floor(500 * ticker ^ 2.5)::text, 3, '0'),
            CASE WHEN signal < 0.4 THEN 'BUY' WHEN signal < 0.65 THEN 'SELL' ELSE 'HOLD' END, 0.5 + other / 2,
            jsonb_build_object('rsi', round((100 * other)::numeric, 1), 'macd', round((ticker - signal)::numeric, 2)),
            'RSI at ' || round((100 * other)::numeric, 1) || ' and MACD at ' || round((ticker - signal)::numeric, 2)
                || ' speak for it; the volume is above that of the last days, and the trend of the sector goes the same way.',
            jsonb_build_array(
                jsonb_build_object('name', 'factor ' || floor(30 * other), 'impact', 'positive'),
                jsonb_build_object('name', 'factor ' || 30 + floor(20 * signal), 'impact', 'negative'),
                jsonb_build_object('name', 'factor ' || 50 + floor(10 * ticker), 'impact', 'neutral')),
            'bullish', 'v1.' || number / 120 + floor(2 * other), CASE WHEN other < 0.05 THEN 'template' ELSE 'gpt-4o-mini' END,
            'engine', day + time * interval '1 day', day, other < 0.3, other < 0.05, CASE WHEN other < 0.05 THEN 'timeout' END,
            (200 + 800 * other)::integer, 200, 50, 0.00006, NULL
        FROM (
            SELECT day, day - (SELECT min(day) FROM bench_days) AS number,
                random() AS ticker, random() AS signal, random() AS other, random() AS time
            FROM bench_days CROSS JOIN LATERAL generate_series(1, ceil({explanations} * share)::integer)
            WHERE day BETWEEN $1 AND $2
        ) facts
        WHERE day + time * interval '1 day' < now() AT TIME ZONE 'UTC'
        """;

    // Five votes on each of two in five, one on a further fifth: two each on average.
    private const string Votes = """
        INSERT INTO llm_feedback (user_session, explanation_id, helpful, rating, comment, feedback_type, ticker, signal, prompt_version,
            model_used, day, answer, late, created_at, updated_at)
        SELECT CASE WHEN session < 0.5 THEN md5('person ' || floor(40 * session * 2))::uuid
                    ELSE md5('session ' || floor({votes} / 10 * session) || day)::uuid END,
            id, CASE WHEN other < 0.9 THEN other < 0.65 END, CASE WHEN other > 0.8 THEN 1 + floor(5 * other * session)::integer % 5 END,
            NULL, 'manual', ticker, signal, prompt_version, model_used, day, answer, (at AT TIME ZONE 'UTC')::date > day, at, at
        FROM (
            SELECT e.*, random() AS session, random() AS other,
                   least(now() - interval '1 minute',
                       e.generated_at + random() * CASE WHEN random() < 0.9 THEN interval '1 hour' ELSE interval '14 days' END) AS at
            FROM (SELECT *, get_byte(uuid_send(id), 7) AS luck FROM llm_explanations WHERE day BETWEEN $1 AND $2) e
            CROSS JOIN LATERAL generate_series(1, CASE WHEN luck < 92 THEN 4 + luck % 3 WHEN luck < 154 THEN 1 ELSE 0 END)
        ) votes
        ON CONFLICT DO NOTHING
        """;

    private const string Trades = """
        INSERT INTO trades (id, rule_id, symbol, side, setup_type, market_phase, timeframe, entry_time, exit_time, entry_price, exit_price,
            quantity, fees, pnl, status, candles, received_at, currency, multiplier)
        SELECT 'bench-' || day || '-' || n, 'rule-' || floor(20 * rule), 'T' || lpad(floor(500 * ticker ^ 2.5)::text, 3, '0'),
            CASE WHEN rule < 0.7 THEN 'long' ELSE 'short' END, 'setup ' || floor(8 * setup), 'phase ' || floor(3 * rule * 10)::integer % 3,
            CASE WHEN setup < 0.5 THEN '5m' ELSE '1h' END, day + interval '14 hours' + rule * interval '5 hours',
            day + interval '19 hours' + setup * interval '1 hour', 100, 100 + (setup - 0.48) * 4, 10, 1,
            (CASE WHEN rule < 0.7 THEN 1 ELSE -1 END * (setup - 0.48) * 40 - 1)::numeric, 'closed', '[]',
            least(day + interval '20 hours', now() - interval '1 minute'), 'USD', 1
        FROM (
            SELECT day, n, random() AS rule, random() AS ticker, random() AS setup
            FROM bench_days CROSS JOIN LATERAL generate_series(1, ceil({trades} * share)::integer) n
            WHERE day BETWEEN $1 AND $2 AND day < (now() AT TIME ZONE 'UTC')::date
        ) facts
        """;

    /// <summary>Fills it. Indexes are put aside while rows come, and made anew after them.</summary>
    /// <param name="explanations">About so many, with twice as many votes.</param>
    /// <param name="trades">About so many, of 20 rules.</param>
    internal async Task FillAsync(int explanations, int trades)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "SET maintenance_work_mem = '1GB'; SET synchronous_commit = off; SET max_parallel_workers = 2");
        await ExecuteAsync(connection, Calendar.Replace("{days}", $"{Days}", StringComparison.Ordinal));
        await ExecuteAsync(
            connection,
            "INSERT INTO strategy_rules (id, name, created_at, updated_at) SELECT 'rule-' || i, 'Rule ' || i, now(), now() "
                + "FROM generate_series(0, 19) i"
        );
        var indexes = await ReadIndexesAsync(connection);
        foreach (var (name, _) in indexes)
            await ExecuteAsync(connection, $"DROP INDEX {name}");
        await ByQuarterAsync(
            connection,
            "explanations",
            Explanations.Replace("{explanations}", $"{explanations}", StringComparison.Ordinal)
        );
        await ByQuarterAsync(connection, "votes", Votes.Replace("{votes}", $"{2 * explanations}", StringComparison.Ordinal));
        await ByQuarterAsync(connection, "trades", Trades.Replace("{trades}", $"{trades}", StringComparison.Ordinal));
        foreach (var (name, definition) in indexes)
        {
            AnsiConsole.WriteLine($"  index {name}");
            await ExecuteAsync(connection, definition);
        }

        await ExecuteAsync(connection, "DROP TABLE bench_days");
        await ExecuteAsync(connection, "VACUUM (ANALYZE) llm_explanations, llm_feedback, trades");
        await ExecuteAsync(connection, "CHECKPOINT");
    }

    private static async Task ByQuarterAsync(NpgsqlConnection connection, string what, string sql)
    {
        var last = DateOnly.FromDateTime(DateTime.UtcNow);
        for (var from = last.AddDays(1 - Days); from <= last; from = from.AddDays(91))
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue(from);
            command.Parameters.AddWithValue(from.AddDays(90) < last ? from.AddDays(90) : last);
            var rows = await command.ExecuteNonQueryAsync();
            AnsiConsole.WriteLine($"  {what} of the quarter from {from:yyyy-MM-dd}: {rows:N0}");
        }
    }

    /// <summary>The indexes that no constraint needs.</summary>
    private static async Task<List<(string Name, string Definition)>> ReadIndexesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT indexname, indexdef FROM pg_indexes
            WHERE schemaname = 'public' AND tablename IN ('llm_explanations', 'llm_feedback', 'trades')
              AND indexname NOT IN (SELECT conname FROM pg_constraint)
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        var indexes = new List<(string, string)>();
        while (await reader.ReadAsync())
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        return indexes;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
