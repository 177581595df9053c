using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Imports;

/// <summary>How movements of cash stand in their table.</summary>
internal static class CashRows
{
    private const string Add = """
        WITH added AS (
            INSERT INTO cash_movements (id, at, account, kind, amount, currency, description, instrument, import_id, received_at)
            SELECT id, at, account, kind, amount, currency, description, instrument, $9, $10
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::text[], $8::text[])
                AS c(id, at, account, kind, amount, currency, description, instrument)
            ORDER BY id
            ON CONFLICT (id) DO NOTHING RETURNING 1
        )
        SELECT count(*)::integer FROM added
        """;

    private static readonly KeysetList<CashSort> s_list = new(
        "id, at, account, kind, amount, currency, description, instrument",
        "cash_movements",
        new("id COLLATE \"C\"", SortKind.Text),
        new() { [CashSort.At] = new("at", SortKind.Time), [CashSort.Amount] = new("amount::double precision", SortKind.Number) }
    );

    internal static Task<ListPart<CashMovement>> ListAsync(NpgsqlDataSource database, CashFilter filter, ListRequest<CashSort> request) =>
        s_list.ReadAsync(
            database,
            new SqlConditions()
                .Where("account = {0}", Sql.Text(filter.Account))
                .Where("kind = {0}", Sql.Text(filter.Kind is { } kind ? Sql.Word(kind) : null))
                .Where("at >= {0}", Sql.Optional(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz))
                .Where("at < {0}", Sql.Optional(filter.Before?.UtcDateTime, NpgsqlDbType.TimestampTz)),
            request,
            reader => new CashMovement(
                reader.GetString(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.TextOrNull(2),
                Sql.Value<CashKind>(reader.GetString(3)),
                reader.GetDecimal(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.TextOrNull(7)
            )
        );

    /// <summary>Stores the cash of a part of an import; those whose id is known stay as they are.</summary>
    /// <returns>How many are new.</returns>
    internal static async Task<int> AddAsync(NpgsqlConnection connection, ImportPart part, DateTimeOffset now)
    {
        if (part.Cash.IsEmpty)
            return 0;
        await using var command = new NpgsqlCommand(Add, connection)
        {
            Parameters =
            {
                Sql.Column(part.Cash, one => one.Id, NpgsqlDbType.Text),
                Sql.Column(part.Cash, one => one.At.UtcDateTime, NpgsqlDbType.TimestampTz),
                Sql.Column(part.Cash, one => one.Account, NpgsqlDbType.Text),
                Sql.Column(part.Cash, one => Sql.Word(one.Kind), NpgsqlDbType.Text),
                Sql.Column(part.Cash, one => one.Amount, NpgsqlDbType.Numeric),
                Sql.Column(part.Cash, one => one.Currency, NpgsqlDbType.Text),
                Sql.Column(part.Cash, one => one.Description, NpgsqlDbType.Text),
                Sql.Column(part.Cash, one => one.Instrument, NpgsqlDbType.Text),
                new NpgsqlParameter { Value = part.Import },
                Sql.Time(now),
            },
        };
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
