using System.Globalization;
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

    private static readonly string s_select = $"SELECT id, {Sql.InRange("at")}, actor, action, subject, detail::text FROM audit_entries";

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
    public async Task<AuditPage> FindAsync(AuditQuery query)
    {
        var filter = new List<string> { "true" };
        var parameters = new List<NpgsqlParameter>();
        Add(query.Actor is not null, "actor = {0}", Sql.Text(query.Actor));
        Add(query.Action is not null, "(action = {0} OR starts_with(action, {0} || '.'))", Sql.Text(query.Action));
        Add(query.Subject is not null, "subject = {0}", Sql.Text(query.Subject));
        Add(query.From is not null, "at >= {0}", Sql.Optional(query.From?.UtcDateTime, NpgsqlDbType.TimestampTz));
        Add(query.Before is not null, "at < {0}", Sql.Optional(query.Before?.UtcDateTime, NpgsqlDbType.TimestampTz));
        Add(query.After is not null, "id < {0}", Sql.Optional(query.After, NpgsqlDbType.Bigint));
        Add(true, "true ORDER BY id DESC LIMIT {0}", new NpgsqlParameter { Value = query.Limit + 1 });
        var found = await RepeatableSql.ListAsync(
            database,
            $"{s_select} WHERE {string.Join(" AND ", filter)}",
            [.. parameters],
            row => new AuditRecord(
                row.GetInt64(0),
                row.TimeOrNull(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5)
            )
        );
        return found.Length <= query.Limit
            ? new AuditPage(found, null)
            : new AuditPage(found[..query.Limit], found[query.Limit - 1].Number);

        void Add(bool asked, string condition, NpgsqlParameter parameter)
        {
            if (!asked)
                return;
            parameters.Add(parameter);
            filter.Add(string.Format(CultureInfo.InvariantCulture, condition, $"${parameters.Count}"));
        }
    }
}
