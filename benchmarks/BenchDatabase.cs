using System.Diagnostics;
using LearningActors.Hosting;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Benchmarks;

/// <summary>A PostgreSQL for the measurements, which syncs to disk, with a database for each.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres _server;
    private readonly string _home;
    private int _databases;

    private BenchDatabase(PrivatePostgres server, string home) => (_server, _home) = (server, home);

    internal static async Task<BenchDatabase> StartAsync(int? slowDiskMicroseconds = null)
    {
        var home = Directory.CreateTempSubdirectory("learningactors-bench-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home, (UnixFileMode)0b111_101_101);
        Task<PrivatePostgres> ServerAsync() => PrivatePostgres.StartAsync(home, "log_checkpoints=off");
        var server = slowDiskMicroseconds is { } delay
            ? await SlowDisk.WithAsync(home, TimeSpan.FromMicroseconds(delay), ServerAsync)
            : await ServerAsync();
        return new BenchDatabase(server, home);
    }

    /// <summary>A database with the schema alone.</summary>
    internal async Task<string> CreateEmptyAsync()
    {
        var name = $"bench_{++_databases}";
        await ExecuteAsync(_server.ConnectionString, $"CREATE DATABASE {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(_server.ConnectionString)
        {
            Database = name,
            CommandTimeout = 0,
        }.ConnectionString;
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Schema.ApplyAsync(database);
        return connectionString;
    }

    /// <summary>A database with 20 000 explanations over 603 buckets, and their ids.</summary>
    internal async Task<(string ConnectionString, Guid[] Explanations)> CreateAsync()
    {
        var connectionString = await CreateEmptyAsync();
        await ExecuteAsync(
            connectionString,
            """
            INSERT INTO llm_explanations
            SELECT gen_random_uuid(), 'T' || lpad((i % 201)::text, 3, '0'), (ARRAY ['BUY', 'SELL', 'HOLD'])[1 + i % 3], 0.8,
                '{"rsi": 28.5}', 'RSI at 28.5 is low.',
                   '[{"name": "rsi", "impact": "positive"}]', 'bullish', 'v1.0', 'openai', 'engine', now() - (i % 20) * interval '1 day',
                   (now() - (i % 20) * interval '1 day')::date, false, false, NULL, 100, 200, 50, 0.00006, NULL
            FROM generate_series(1, 20000) i
            """
        );
        await ExecuteAsync(connectionString, "VACUUM ANALYZE");
        await ExecuteAsync(connectionString, "CHECKPOINT");
        return (connectionString, await ReadIdsAsync(connectionString));
    }

    /// <summary>Commits of one small row each, one after the other on one connection: what this disk takes, in milliseconds.</summary>
    internal static async Task<(double P50, double P99)> CommitsAsync(string connectionString, TimeSpan duration)
    {
        await ExecuteAsync(connectionString, "CREATE TABLE IF NOT EXISTS bench_commits (at timestamptz)");
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO bench_commits VALUES (now())", connection);
        await insert.PrepareAsync();
        var latencies = new List<double>();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < duration; )
        {
            var sent = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync();
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        latencies.Sort();
        return (latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _server.StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    private static async Task<Guid[]> ReadIdsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT array_agg(id) FROM llm_explanations", connection);
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
