using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>The reconciliation of one day within a transaction.</summary>
internal sealed class DayReconciliation(NpgsqlConnection connection, DateOnly day, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
{
    private const long LockKey = 0x4C45_4152_4E06;

    private const string Recommendations =
        """
        SELECT id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version
        FROM recommendations WHERE sent_at >= $1 AND sent_at < $2 ORDER BY sent_at, id
        """;

    // Of the window, or naming one of the day's recommendations; not those that another day's recommendation has, or is named by.
    private const string Executions =
        """
        SELECT id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id FROM executions e
        WHERE ((e.executed_at >= $1 AND e.executed_at <= $2 + interval '48 hours') OR e.recommendation_id = ANY ($3))
          AND NOT EXISTS (SELECT FROM recommendation_execution_matches m WHERE m.execution_id = e.id AND m.recommendation_id <> ALL ($3))
          AND (e.recommendation_id IS NULL OR e.recommendation_id = ANY ($3) OR NOT EXISTS (SELECT FROM recommendations r WHERE r.id = e.recommendation_id))
        ORDER BY executed_at, id
        """;

    private const string Existing =
        $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} WHERE recommendation_id = ANY ($1) OR (recommendation_id IS NULL AND (execution_id = ANY ($2) OR day = $3))";

    private const string Insert =
        """
        INSERT INTO recommendation_execution_matches (id, day, recommendation_id, execution_id, symbol, match_type, score, strike_difference, days_difference, premium_difference, history, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $12)
        """;

    private const string Revise =
        """
        UPDATE recommendation_execution_matches SET
            execution_id = $2, match_type = $3, score = $4, strike_difference = $5, days_difference = $6, premium_difference = $7, updated_at = $8,
            history = history || jsonb_build_array(jsonb_build_object('until', $8, 'kind', $9::text, 'executionId', $10::text))
        WHERE id = $1
        """;

    internal async Task<ReconciledDay> RunAsync(Func<IReadOnlyList<Recommendation>, IReadOnlyList<Execution>, ImmutableArray<Match>> match)
    {
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})");
        var recommendations = await ReadAsync(Recommendations, MatchRows.ReadRecommendation, Sql.Time(from), Sql.Time(to));
        var ids = Sql.Texts(recommendations.Select(one => one.Id));
        var executions = await ReadAsync(Executions, MatchRows.ReadExecution, Sql.Time(from), Sql.Time(to), ids);
        var matches = match(recommendations, executions);

        var existing = await ReadAsync(Existing, MatchRows.Read, ids.Clone(), Sql.Texts(executions.Select(one => one.Id)), new NpgsqlParameter { Value = day });
        var byRecommendation = existing.Where(one => one.Match.RecommendationId is not null).ToDictionary(one => one.Match.RecommendationId!);
        var independent = existing.Where(one => one.Match.RecommendationId is null).ToDictionary(one => one.Match.ExecutionId!);
        var symbols = recommendations.ToDictionary(one => one.Id, one => one.Symbol);
        var instruments = executions.ToDictionary(one => one.Id, one => OccSymbol.Parse(one.Instrument)?.Root ?? one.Instrument);
        var changed = matches.Where(one => one.RecommendationId is { } id && byRecommendation.TryGetValue(id, out var known) && known.Match != one).ToArray();

        // What takes another execution lets go of its own first, and an execution that now belongs to a recommendation is independent no more.
        foreach (var one in changed)
        {
            await ExecuteAsync("UPDATE recommendation_execution_matches SET execution_id = NULL WHERE id = $1", new NpgsqlParameter { Value = byRecommendation[one.RecommendationId!].Id });
            await ExecuteAsync("DELETE FROM position_outcomes WHERE match_id = $1", new NpgsqlParameter { Value = byRecommendation[one.RecommendationId!].Id });
        }

        var claimed = matches.Where(one => one.RecommendationId is not null && one.ExecutionId is not null).Select(one => one.ExecutionId!).Where(independent.ContainsKey).ToArray();
        foreach (var id in claimed)
            await ExecuteAsync("DELETE FROM recommendation_execution_matches WHERE id = $1", new NpgsqlParameter { Value = independent[id].Id });

        foreach (var one in changed)
            await ReviseAsync(byRecommendation[one.RecommendationId!], one);
        var added = matches.Where(one => one.RecommendationId is { } id ? !byRecommendation.ContainsKey(id) : !independent.ContainsKey(one.ExecutionId!)).ToArray();
        foreach (var one in added)
            await InsertAsync(one, one.RecommendationId is { } id ? symbols[id] : instruments[one.ExecutionId!]);
        return new ReconciledDay(
            day, recommendations.Count, added.Length, changed.Length,
            [.. matches.GroupBy(one => one.Kind).OrderBy(group => group.Key).Select(group => new KindCount(group.Key, group.Count()))]);
    }

    private Task InsertAsync(Match match, string symbol) => ExecuteAsync(
        Insert,
        new() { Value = Guid.CreateVersion7(now) }, new() { Value = day }, Sql.Text(match.RecommendationId), Sql.Text(match.ExecutionId), new() { Value = symbol },
        new() { Value = MatchRows.Text(match.Kind) }, Sql.Optional(match.Score, NpgsqlDbType.Double), Sql.Optional(match.StrikeDifference, NpgsqlDbType.Numeric),
        Sql.Optional(match.DaysDifference, NpgsqlDbType.Integer), Sql.Optional(match.PremiumDifference, NpgsqlDbType.Numeric), new() { Value = "[]" }, Sql.Time(now));

    private Task ReviseAsync(MatchRecord known, Match match) => ExecuteAsync(
        Revise,
        new() { Value = known.Id }, Sql.Text(match.ExecutionId), new() { Value = MatchRows.Text(match.Kind) }, Sql.Optional(match.Score, NpgsqlDbType.Double),
        Sql.Optional(match.StrikeDifference, NpgsqlDbType.Numeric), Sql.Optional(match.DaysDifference, NpgsqlDbType.Integer), Sql.Optional(match.PremiumDifference, NpgsqlDbType.Numeric),
        Sql.Time(now), new() { Value = known.Match.Kind.ToString() }, Sql.Text(known.Match.ExecutionId));

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private async Task ExecuteAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync();
    }
}
