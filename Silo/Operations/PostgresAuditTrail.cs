using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Operations;

/// <summary>The tables <c>audit_entries</c> and <c>audit_intents</c>.</summary>
/// <remarks>
/// A trigger gives each entry its number and the hash that chains it to the one before, whoever inserts it.
/// </remarks>
internal sealed class PostgresAuditTrail(NpgsqlDataSource database, IClock clock) : IAuditTrail
{
    private const string Insert = """
        WITH begun AS (DELETE FROM audit_intents WHERE entry_id = $6)
        INSERT INTO audit_entries (at, actor, action, subject, detail, entry_id, actor_kind, address, before, after, trace_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (entry_id) DO NOTHING
        """;

    private const string Begin = """
        INSERT INTO audit_intents (at, actor, action, subject, entry_id, actor_kind, address, trace_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (entry_id) DO NOTHING
        """;

    /// <summary>
    /// What was begun and neither done nor refused becomes an entry. No request takes so long: whoever began it has died, or lost
    /// the database.
    /// </summary>
    private const string Settle = """
        WITH left_over AS (
            DELETE FROM audit_intents WHERE begun_at < now() - interval '10 minutes'
            RETURNING at, actor, action, subject, entry_id, actor_kind, address, trace_id
        )
        INSERT INTO audit_entries (at, actor, action, subject, entry_id, actor_kind, address, trace_id, outcome)
        SELECT *, 'unknown' FROM left_over ON CONFLICT (entry_id) DO NOTHING
        """;

    private static readonly TimeSpan s_verifiesWithin = TimeSpan.FromMinutes(5);
    private static readonly SqlKey s_id = new("id", SortKind.Whole);
    private static readonly KeysetList<AuditSort> s_list = new(
        $"""
        id, {Sql.InRange("at")}, actor, action, subject, detail::text, actor_kind, address, before::text, after::text, trace_id, outcome,
        encode(hash, 'hex')
        """,
        "audit_entries",
        s_id,
        new() { [AuditSort.Number] = s_id }
    );

    /// <summary>Adds an entry within the connection's transaction, unless it is there.</summary>
    internal static async Task WriteAsync(NpgsqlConnection connection, DateTimeOffset at, AuditEntry entry)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                Sql.Time(at),
                Sql.Text(entry.Actor),
                Sql.Text(entry.Action),
                Sql.Text(entry.Subject),
                Sql.Json(entry.DetailJson),
                new NpgsqlParameter { Value = entry.Id },
                Sql.Text(Sql.Word(entry.Kind)),
                Sql.Text(entry.Address),
                Sql.JsonOrNull(entry.BeforeJson),
                Sql.JsonOrNull(entry.AfterJson),
                Sql.Text(entry.TraceId),
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public Task BeginAsync(AuditEntry entry) =>
        RepeatableSql.ExecuteAsync(
            database,
            Begin,
            Sql.Time(clock.UtcNow),
            Sql.Text(entry.Actor),
            Sql.Text(entry.Action),
            Sql.Text(entry.Subject),
            new() { Value = entry.Id },
            Sql.Text(Sql.Word(entry.Kind)),
            Sql.Text(entry.Address),
            Sql.Text(entry.TraceId)
        );

    /// <inheritdoc />
    public Task AbandonAsync(Guid id) =>
        RepeatableSql.ExecuteAsync(database, "DELETE FROM audit_intents WHERE entry_id = $1", new NpgsqlParameter { Value = id });

    /// <inheritdoc />
    public async Task<AuditChain> VerifyAsync()
    {
        // It reads everything, in some seconds for a million entries: that is not tried twice.
        await using var command = database.CreateCommand(
            """
            SELECT c.entries, c.last_id, encode(e.hash, 'hex'), c.broken_at
            FROM audit_chain_state c LEFT JOIN audit_entries e ON e.id = c.last_id
            """
        );
        command.CommandTimeout = (int)s_verifiesWithin.TotalSeconds;
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new AuditChain(row.GetInt64(0), LongOrNull(row, 1), row.TextOrNull(2), LongOrNull(row, 3));
    }

    /// <inheritdoc />
    public Task WriteAsync(AuditEntry entry) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await WriteAsync(connection, clock.UtcNow, entry);
                return true;
            }
        );

    /// <inheritdoc />
    public async Task<ListPart<AuditRecord>> ListAsync(AuditFilter filter, ListRequest<AuditSort> request)
    {
        await RepeatableSql.ExecuteAsync(database, Settle);
        return await s_list.ReadAsync(
            database,
            new SqlConditions()
                .Where("actor = {0}", Sql.Text(filter.Actor))
                .Where("(action = {0} OR starts_with(action, {0} || '.'))", Sql.Text(filter.Action))
                .Where("subject = {0}", Sql.Text(filter.Subject))
                .Where("at >= {0}", Sql.Optional(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz))
                .Where("at < {0}", Sql.Optional(filter.Before?.UtcDateTime, NpgsqlDbType.TimestampTz)),
            request,
            row => new AuditRecord(
                row.GetInt64(0),
                row.TimeOrNull(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                Sql.Value<ActorKind>(row.GetString(6)),
                row.GetString(7),
                row.TextOrNull(8),
                row.TextOrNull(9),
                row.GetString(10),
                Sql.Value<AuditOutcome>(row.GetString(11)),
                row.GetString(12)
            )
        );
    }

    private static long? LongOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
