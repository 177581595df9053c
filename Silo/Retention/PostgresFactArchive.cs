using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;

namespace LearningActors.Retention;

/// <inheritdoc cref="IFactArchive" />
/// <remarks>
/// Rows are removed and written in one transaction, a day at a time, by index: nothing that votes need is locked. An archive leads to
/// nobody: a session is a number that holds within its day, drawn anew; comments, and whom explanations were shown to, are left out. So
/// forgetting a session needs nothing of archives.
/// </remarks>
internal sealed class PostgresFactArchive(NpgsqlDataSource database, RetentionOptions options, IClock clock) : IFactArchive
{
    // A day of which something is left after it was archived: a vote that was given meanwhile.
    private const string Due = """
        SELECT d.day FROM llm_rolled_days d
        WHERE d.day < $1 AND (EXISTS (SELECT FROM llm_explanations e WHERE e.day = d.day)
                           OR EXISTS (SELECT FROM llm_feedback f WHERE f.day = d.day))
        ORDER BY d.day
        """;

    private const string NextPart = """
        SELECT (SELECT coalesce(max(part), 0) + 1 FROM fact_archives WHERE day = $1) FROM llm_rolled_days WHERE day = $1
        """;

    private const string RemoveVotes = """
        WITH gone AS (DELETE FROM llm_feedback WHERE day = $1 RETURNING *)
        SELECT jsonb_build_object('table', 'llm_feedback', 'row', to_jsonb(gone) - ARRAY ['user_session', 'comment']
            || jsonb_build_object('session',
            CASE WHEN NOT anonymous THEN dense_rank() OVER (ORDER BY md5(user_session::text || $2)) END))::text
        FROM gone
        """;

    private const string RemoveExplanations = """
        WITH gone AS (DELETE FROM llm_explanations WHERE day = $1 RETURNING *)
        SELECT jsonb_build_object('table', 'llm_explanations', 'row', to_jsonb(gone) - ARRAY ['user_session', 'unit'])::text FROM gone
        """;

    private const string Record = """
        INSERT INTO fact_archives (day, part, file, explanations, votes, bytes, sha256, archived_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string Close = "UPDATE llm_metrics_days SET archived_at = coalesce(archived_at, $2) WHERE day = $1";

    public Task<ImmutableArray<DateOnly>> ListDueAsync(DateOnly before) =>
        RepeatableSql.ListAsync(database, Due, [new() { Value = before }], row => row.GetFieldValue<DateOnly>(0));

    public async Task<ArchivedDay?> ArchiveAsync(DateOnly day)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // No roll-up is under way from here on.
        await Statement.ExecuteLongAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.RollUp})");
        var parts = await Statement.ReadAsync(connection, NextPart, row => row.GetInt32(0), new NpgsqlParameter { Value = day });
        // What came late is not in the sums of this day yet: the next night makes them first.
        if (parts is not [var part])
            return null;
        await Statement.ExecuteAsync(connection, "SELECT set_config('learning.archiving', 'on', true)");
        var name = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy}/{day:yyyy-MM-dd}{(part > 1 ? $"-{part}" : "")}.jsonl.gz");
        await using var file = new ArchiveFile(Path.Combine(options.Directory, name));
        var votes = await MoveAsync(connection, file, RemoveVotes, day, Guid.NewGuid().ToString());
        var explanations = await MoveAsync(connection, file, RemoveExplanations, day);
        var (bytes, hash) = await file.CompleteAsync();
        var now = clock.UtcNow.UtcDateTime;
        await Statement.ExecuteAsync(
            connection,
            Record,
            [
                .. new object[] { day, part, name, explanations, votes, bytes, hash, now }.Select(value => new NpgsqlParameter
                {
                    Value = value,
                }),
            ]
        );
        await Statement.ExecuteAsync(connection, Close, new() { Value = day }, new() { Value = now });
        await transaction.CommitAsync();
        return new ArchivedDay(explanations, votes);
    }

    private static async Task<long> MoveAsync(NpgsqlConnection connection, ArchiveFile file, string sql, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0L;
        for (; await reader.ReadAsync(); rows++)
            await file.WriteLineAsync(reader.GetString(0));
        return rows;
    }
}
