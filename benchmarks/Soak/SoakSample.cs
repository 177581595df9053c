using System.Globalization;
using System.Net.Http.Json;
using LearningActors.Benchmarks.Chaos;
using Npgsql;

namespace LearningActors.Benchmarks.Soak;

/// <summary>One look at the process and the database.</summary>
/// <param name="Hours">Since the beginning, hours.</param>
/// <param name="Values">What was measured, in the order of <see cref="SoakSampler.Names"/>.</param>
internal sealed record SoakSample(double Hours, IReadOnlyList<double> Values);

/// <summary>Looks at what must stay as it is while facts come in.</summary>
internal sealed class SoakSampler(ChaosNode host, NpgsqlDataSource database)
{
    /// <summary>What is measured, with its unit; for each whether it must be flat. What facts take is in proportion to them.</summary>
    internal static IReadOnlyList<(string Name, bool MustBeFlat)> Names { get; } =
    [
        ("p99 of votes, ms", true),
        ("p50 of votes, ms", true),
        ("votes a second", true),
        ("slowest page, ms", true),
        ("memory of the process, MiB", true),
        ("managed heap, MiB", true),
        ("open files and sockets", true),
        ("threads of the pool", true),
        ("connections of the database", true),
        ("dead rows, % of all", true),
        ("bytes of table for a vote", true),
        ("bytes of index for a vote", true),
        ("size of the database, MiB", false),
    ];

    // Sizes of partitions count to their table.
    private const string Figures = """
        SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())::double precision,
               100 * sum(n_dead_tup)::double precision / greatest(1, sum(n_live_tup) + sum(n_dead_tup)),
               coalesce(sum(pg_table_size(relid)) FILTER (WHERE relname LIKE 'llm_feedback%'), 0)::double precision,
               coalesce(sum(pg_indexes_size(relid)) FILTER (WHERE relname LIKE 'llm_feedback%'), 0)::double precision,
               pg_database_size(current_database()) / 1048576.0::double precision
        FROM pg_stat_user_tables
        """;

    private static readonly HttpClient s_http = new();

    /// <param name="hours">Since the beginning.</param>
    /// <param name="load">What the interval's votes were like.</param>
    /// <param name="slowestPage">Of the interval, milliseconds.</param>
    /// <param name="votes">Votes that are stored.</param>
    internal async Task<SoakSample> TakeAsync(double hours, Load.LoadResult load, double slowestPage, long votes)
    {
        var usage = (await s_http.GetFromJsonAsync<HostUsage>($"http://127.0.0.1:{host.Port}{ChaosHost.UsagePath}"))!;
        var files = Directory.GetFileSystemEntries($"/proc/{host.ProcessId}/fd").Length;
        await using var command = database.CreateCommand(Figures);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new SoakSample(
            hours,
            [
                load.P99,
                load.P50,
                load.PerSecond,
                slowestPage,
                Resident(host.ProcessId) / 1048576.0,
                usage.Heap / 1048576.0,
                files,
                usage.Threads,
                reader.GetDouble(0),
                reader.GetDouble(1),
                reader.GetDouble(2) / votes,
                reader.GetDouble(3) / votes,
                reader.GetDouble(4),
            ]
        );
    }

    /// <summary>The memory that a process has, bytes.</summary>
    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return 1024 * double.Parse(kibibytes.Trim('\t'), CultureInfo.InvariantCulture);
    }
}
