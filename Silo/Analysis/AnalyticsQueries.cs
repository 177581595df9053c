using System.Collections.Immutable;
using System.Globalization;
using Npgsql;

namespace LearningActors.Analysis;

/// <summary>The sums of a range of days: closed days from their roll-up, the others from the facts.</summary>
internal static class AnalyticsQueries
{
    private const string Range = "SELECT d::date AS day FROM generate_series($1::date, $2::date, interval '1 day') d";

    private static readonly string s_sums = $"""
        WITH rolled AS (SELECT day FROM llm_rolled_days WHERE day BETWEEN $1 AND $2), wanted AS (
            SELECT day FROM ({Range}) all_days WHERE day NOT IN (SELECT day FROM rolled)
        ), every AS (
            SELECT date AS day, signal_type AS signal, ticker, prompt_version, model_used, {TallySql.Columns}
            FROM llm_metrics WHERE date IN (SELECT day FROM rolled)
            UNION ALL
            SELECT day, signal, ticker, prompt_version, model_used, {TallySql.Columns} FROM {TallySql.FactsOfWantedDays}
        )
        SELECT signal, ticker, prompt_version, model_used, day::text, {TallySql.SumOfColumns}
        FROM every
        GROUP BY GROUPING SETS ((), (signal), (ticker), (prompt_version), (model_used), (day))
        """;

    // A vote counts once for every factor that its explanation names.
    private const string Factors = """
        SELECT factor, count(*), count(*) FILTER (WHERE positive) FROM (
            SELECT DISTINCT f.user_session, f.explanation_id, lower(trim(named->>'name')) AS factor, coalesce(f.helpful,
                f.rating >= 4) AS positive
            FROM llm_feedback f JOIN llm_explanations e ON e.id = f.explanation_id CROSS JOIN LATERAL jsonb_array_elements(e.factors) named
            WHERE f.day BETWEEN $1 AND $2
        ) votes
        WHERE factor <> '' GROUP BY factor ORDER BY count(*) DESC, factor LIMIT 500
        """;

    // The sample is a tenth by the last two bytes of the id, which are random.
    private const string Implicit = """
        SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
            SELECT FROM llm_feedback f WHERE f.day = e.day AND f.ticker = e.ticker AND f.signal = e.signal AND f.explanation_id = e.id))
        FROM llm_explanations e
        WHERE e.day BETWEEN $1 AND $2 AND e.generated_at < $3
          AND (get_byte(uuid_send(e.id), 14) * 256 + get_byte(uuid_send(e.id), 15)) % 10 = 0
        """;

    internal static async Task<AnalyticsSums> ReadAsync(NpgsqlDataSource database, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        var groups = await ReadGroupsAsync(connection, from, to);
        var total = groups[5].Count > 0 ? groups[5][0].Tally : default;
        var factors = await ReadFactorsAsync(connection, from, to);
        var (sample, silent) = await ReadImplicitAsync(connection, from, to, now);
        return new AnalyticsSums(
            total,
            [.. groups[0]],
            [.. groups[1]],
            [.. groups[2]],
            [.. groups[3]],
            [.. groups[4].Select(day => (DateOnly.Parse(day.Name, CultureInfo.InvariantCulture), day.Tally))],
            factors,
            total.Votes,
            total.Positive,
            sample,
            silent
        );
    }

    /// <summary>Lists by signal, ticker, prompt version, model and day, and the total as the sixth.</summary>
    private static async Task<List<(string Name, Tally Tally)>[]> ReadGroupsAsync(NpgsqlConnection connection, DateOnly from, DateOnly to)
    {
        var groups = Enumerable.Range(0, 6).Select(_ => new List<(string, Tally)>()).ToArray();
        await using var command = Command(connection, s_sums, from, to);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var dimension = 0;
            while (dimension < 5 && await reader.IsDBNullAsync(dimension))
                dimension++;
            groups[dimension].Add((dimension < 5 ? reader.GetString(dimension) : "", TallyReader.Read(reader, 5)));
        }

        return groups;
    }

    private static async Task<ImmutableArray<FactorVotes>> ReadFactorsAsync(NpgsqlConnection connection, DateOnly from, DateOnly to)
    {
        var factors = ImmutableArray.CreateBuilder<FactorVotes>();
        await using var command = Command(connection, Factors, from, to);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            factors.Add(new FactorVotes(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        return factors.ToImmutable();
    }

    private static async Task<(long Sample, long Silent)> ReadImplicitAsync(
        NpgsqlConnection connection,
        DateOnly from,
        DateOnly to,
        DateTimeOffset now
    )
    {
        await using var command = Command(connection, Implicit, from, to);
        command.Parameters.AddWithValue(now.UtcDateTime.AddDays(-7));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, DateOnly from, DateOnly to) =>
        new(sql, connection)
        {
            CommandTimeout = 110,
            Parameters =
            {
                new() { Value = from },
                new() { Value = to },
            },
        };
}
