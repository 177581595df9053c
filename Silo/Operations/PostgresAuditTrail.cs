using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Operations;

/// <summary>The table <c>audit_entries</c>.</summary>
internal sealed class PostgresAuditTrail(NpgsqlDataSource database, IClock clock) : IAuditTrail
{
    private const string Insert = """
        INSERT INTO audit_entries (at, actor, action, subject, detail, entry_id) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (entry_id) DO NOTHING
        """;

    private static readonly SqlKey s_id = new("id", SortKind.Whole);
    private static readonly KeysetList<AuditSort> s_list = new(
        $"id, {Sql.InRange("at")}, actor, action, subject, detail::text",
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
            },
        };
        await command.ExecuteNonQueryAsync();
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
    public Task<ListPart<AuditRecord>> ListAsync(AuditFilter filter, ListRequest<AuditSort> request) =>
        s_list.ReadAsync(
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
                row.GetString(5)
            )
        );
}
