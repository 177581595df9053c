using System.Collections.Immutable;
using System.Data;
using Npgsql;

namespace LearningActors.Analysis;

/// <summary>
/// Reads the sums of a range of days: of whole weeks within it, and of the single days before and after them.
/// </summary>
internal static class SumQueries
{
    private const string Day = "day";
    private const string Week = "week";

    private static readonly string s_sums = $"""
        SELECT s.dimension, s.signal, s.name, {TallySql.SumOfColumns}
        FROM unnest($1::text[], $2::date[]) AS p(period, start) JOIN llm_sums s USING (period, start)
        WHERE s.dimension = ANY ($3)
        GROUP BY s.dimension, s.signal, s.name
        """;

    private static readonly string s_course = $"""
        SELECT s.start, s.signal, {TallySql.Columns} FROM llm_sums s
        WHERE s.period = $1 AND s.start BETWEEN $2 AND $3 AND s.dimension = $4
        """;

    private const string Factors = """
        SELECT s.factor, sum(s.feedback)::bigint, sum(s.positive)::bigint
        FROM unnest($1::text[], $2::date[]) AS p(period, start) JOIN llm_factor_sums s USING (period, start)
        GROUP BY s.factor ORDER BY 2 DESC, s.factor LIMIT 500
        """;

    // Whoever rates an explanation does so within some days: before a week is over, silence says nothing.
    private const string Silence =
        "SELECT coalesce(sum(sampled), 0)::bigint, coalesce(sum(silent), 0)::bigint FROM llm_metrics_days WHERE day BETWEEN $1 AND $2";

    internal static async Task<AnalyticsSums> ReadAnalyticsAsync(NpgsqlDataSource database, DateOnly from, DateOnly to, DateOnly today)
    {
        await using var read = await Snapshot.BeginAsync(database, from, to);
        var sums = await read.SumsAsync("all", "signal", "ticker", "prompt", "model");
        var course = await read.CourseAsync(Day, from, to, "all");
        var total = Tally.Sum(sums["all"].Select(sum => sum.Tally));
        return new AnalyticsSums(
            total,
            [.. sums["signal"].Select(sum => (sum.Signal, sum.Tally))],
            Named(sums["ticker"]),
            Named(sums["prompt"]),
            Named(sums["model"]),
            [.. course.Select(day => (day.Start, day.Tally))],
            await read.FactorsAsync(total, today)
        );
    }

    internal static async Task<LearningSums> ReadLearningAsync(NpgsqlDataSource database, IsoWeek from, DateOnly today)
    {
        var last = IsoWeek.Of(today);
        await using var read = await Snapshot.BeginAsync(database, from.Monday, last.Sunday);
        var sums = await read.SumsAsync("signal_ticker", "signal_prompt", "model");
        var course = await read.CourseAsync(Week, from.Monday, last.Sunday, "signal");
        return new LearningSums(
            [.. course.Select(week => (week.Start, SignalTypes.Parse(week.Signal), week.Tally))],
            [.. sums["signal_ticker"].Select(sum => (sum.Name, SignalTypes.Parse(sum.Signal), sum.Tally))],
            [.. sums["signal_prompt"].Select(sum => (SignalTypes.Parse(sum.Signal), sum.Name, sum.Tally))],
            Named(sums["model"]),
            await read.FactorsAsync(Tally.Sum(sums["signal_ticker"].Select(sum => sum.Tally)), today)
        );
    }

    private static ImmutableArray<(string Name, Tally Tally)> Named(IEnumerable<Sum> sums) =>
        [.. sums.Select(sum => (sum.Name, sum.Tally))];

    private sealed record Sum(string Dimension, string Signal, string Name, Tally Tally);

    /// <summary>Queries of one moment: what is rolled up between two of them would make them disagree.</summary>
    private sealed class Snapshot : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlTransaction _moment;
        private readonly (DateOnly From, DateOnly To) _range;
        private readonly string[] _periods;
        private readonly DateOnly[] _starts;

        private Snapshot(NpgsqlConnection connection, NpgsqlTransaction moment, DateOnly from, DateOnly to)
        {
            (_connection, _moment, _range) = (connection, moment, (from, to));
            var parts = Parts(from, to).ToArray();
            (_periods, _starts) = ([.. parts.Select(part => part.Period)], [.. parts.Select(part => part.Start)]);
        }

        internal static async Task<Snapshot> BeginAsync(NpgsqlDataSource database, DateOnly from, DateOnly to)
        {
            var connection = await database.OpenConnectionAsync();
            try
            {
                var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
                // The planner expects few rows of a period and would sort them, on disk, where hashing them takes a fifth.
                await using var hash = new NpgsqlCommand("SET LOCAL enable_sort = off", connection);
                await hash.ExecuteNonQueryAsync();
                return new Snapshot(connection, moment, from, to);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        internal async Task<ILookup<string, Sum>> SumsAsync(params string[] dimensions) =>
            (
                await ListAsync(
                    s_sums,
                    row => new Sum(row.GetString(0), row.GetString(1), row.GetString(2), TallyReader.Read(row, 3)),
                    _periods,
                    _starts,
                    dimensions
                )
            ).ToLookup(sum => sum.Dimension);

        internal Task<List<(DateOnly Start, string Signal, Tally Tally)>> CourseAsync(
            string period,
            DateOnly from,
            DateOnly to,
            string dimension
        ) =>
            ListAsync(
                s_course,
                row => (row.GetFieldValue<DateOnly>(0), row.GetString(1), TallyReader.Read(row, 2)),
                period,
                from,
                to,
                dimension
            );

        internal async Task<FactorSums> FactorsAsync(Tally total, DateOnly today)
        {
            var factors = await ListAsync(
                Factors,
                row => new FactorVotes(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
                _periods,
                _starts
            );
            var before = today.AddDays(-8);
            var silence = await ListAsync(
                Silence,
                row => (Sample: row.GetInt64(0), Silent: row.GetInt64(1)),
                _range.From,
                _range.To < before ? _range.To : before
            );
            return new FactorSums([.. factors], total.Votes, total.Positive, silence[0].Sample, silence[0].Silent);
        }

        public async ValueTask DisposeAsync()
        {
            await _moment.DisposeAsync();
            await _connection.DisposeAsync();
        }

        private static IEnumerable<(string Period, DateOnly Start)> Parts(DateOnly from, DateOnly to)
        {
            for (var day = from; day <= to; )
            {
                var isWeek = day.DayOfWeek == DayOfWeek.Monday && day.AddDays(6) <= to;
                yield return (isWeek ? Week : Day, day);
                day = day.AddDays(isWeek ? 7 : 1);
            }
        }

        private async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, _connection, _moment) { CommandTimeout = 110 };
            foreach (var parameter in parameters)
                command.Parameters.AddWithValue(parameter);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync())
                rows.Add(read(reader));
            return rows;
        }
    }
}
