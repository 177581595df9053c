using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using Npgsql;

namespace LearningActors.Analysis;

/// <summary>The sums of a range of days: closed days from their roll-up, the others from the facts.</summary>
internal static class AnalyticsQueries
{
    private static readonly string s_sums = $"""
        WITH {TallySql.EveryRowOfDays}
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

    private const string Votes =
        "SELECT count(*), count(*) FILTER (WHERE coalesce(helpful, rating >= 4)) FROM llm_feedback WHERE day BETWEEN $1 AND $2";

    internal static async Task<AnalyticsSums> ReadAsync(NpgsqlDataSource database, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        var groups = await ReadGroupsAsync(connection, from, to);
        return new AnalyticsSums(
            groups[5].Count > 0 ? groups[5][0].Tally : default,
            [.. groups[0]],
            [.. groups[1]],
            [.. groups[2]],
            [.. groups[3]],
            [.. groups[4].Select(day => (DateOnly.Parse(day.Name, CultureInfo.InvariantCulture), day.Tally))],
            await ReadFactorsAsync(connection, from, to, now)
        );
    }

    internal static async Task<FactorSums> ReadFactorsAsync(NpgsqlDataSource database, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await ReadFactorsAsync(connection, from, to, now);
    }

    /// <summary>Lists by signal, ticker, prompt version, model and day, and the total as the sixth.</summary>
    private static async Task<List<(string Name, Tally Tally)>[]> ReadGroupsAsync(NpgsqlConnection connection, DateOnly from, DateOnly to)
    {
        var groups = Enumerable.Range(0, 6).Select(_ => new List<(string, Tally)>()).ToArray();
        await using var command = new NpgsqlCommand(s_sums, connection) { CommandTimeout = 110 };
        command.Parameters.AddWithValue(TallySql.Days(from, to));
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

    private static async Task<FactorSums> ReadFactorsAsync(NpgsqlConnection connection, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        // A vote that comes between the queries would be with a factor, and not among all.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var (votes, positive) = await ReadPairAsync(Command(connection, Votes, from, to));
        var implicitly = Command(connection, Implicit, from, to);
        implicitly.Parameters.AddWithValue(now.UtcDateTime.AddDays(-7));
        var (sample, silent) = await ReadPairAsync(implicitly);
        var factors = ImmutableArray.CreateBuilder<FactorVotes>();
        await using var command = Command(connection, Factors, from, to);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            factors.Add(new FactorVotes(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        return new FactorSums(factors.ToImmutable(), votes, positive, sample, silent);
    }

    private static async Task<(long All, long Some)> ReadPairAsync(NpgsqlCommand command)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return (reader.GetInt64(0), reader.GetInt64(1));
        }
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
