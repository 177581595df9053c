using System.Text.Json;
using LearningActors.Ledger;
using LearningActors.Operations;
using LearningActors.Recommendations;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Imports;

/// <inheritdoc cref="IImportLedger" />
internal sealed class PostgresImportLedger(NpgsqlDataSource database, IClock clock) : IImportLedger
{
    // One that was undone begins anew; the others go on as they are, under the name that was sent last.
    private const string Begin = $"""
        INSERT INTO imports AS i (id, attempt, status, file_name, broker, account, time_zone, bytes, rows, executions, cash, unusable,
            missing, problems, stored, cash_stored, imported_by, started_at)
        VALUES ($1, 1, 'incomplete', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, $13, $14)
        ON CONFLICT (id) DO UPDATE SET
            file_name = excluded.file_name, broker = excluded.broker, rows = excluded.rows, executions = excluded.executions,
            cash = excluded.cash, unusable = excluded.unusable, missing = excluded.missing, problems = excluded.problems,
            status = CASE WHEN i.status = 'undone' THEN 'incomplete' ELSE i.status END,
            stored = CASE WHEN i.status = 'undone' THEN 0 ELSE i.stored END,
            cash_stored = CASE WHEN i.status = 'undone' THEN 0 ELSE i.cash_stored END,
            imported_by = CASE WHEN i.status = 'undone' THEN excluded.imported_by ELSE i.imported_by END,
            started_at = CASE WHEN i.status = 'undone' THEN excluded.started_at ELSE i.started_at END,
            finished_at = CASE WHEN i.status = 'undone' THEN NULL ELSE i.finished_at END,
            undone_at = NULL, undone_by = NULL
        RETURNING {ImportRows.Columns}
        """;

    private const string AddUnusable = """
        INSERT INTO import_rows (import_id, line, place, message, moves_position)
        SELECT $1, line, place, message, moves_position FROM unnest($2::integer[], $3::integer[], $4::text[], $5::boolean[])
            AS r(line, place, message, moves_position)
        ON CONFLICT (import_id, line, place) DO UPDATE SET message = excluded.message, moves_position = excluded.moves_position
        """;

    private static readonly KeysetList<ImportSort> s_imports = new(
        ImportRows.Columns,
        "imports",
        new("id", SortKind.Uuid),
        new()
        {
            [ImportSort.StartedAt] = new("started_at", SortKind.Time),
            [ImportSort.FileName] = new("file_name COLLATE \"C\"", SortKind.Text),
            [ImportSort.Broker] = new("broker COLLATE \"C\"", SortKind.Text),
        }
    );
    private static readonly KeysetList<ImportRowSort> s_rows = new(
        "line, place, message, moves_position",
        "import_rows",
        new("place", SortKind.Whole),
        new() { [ImportRowSort.Line] = new("line", SortKind.Whole) }
    );

    public async Task<ImportRecord> BeginAsync(ImportSource source) =>
        (
            await RepeatableSql.ListAsync(
                database,
                Begin,
                [
                    new() { Value = source.Id },
                    Sql.Text(source.FileName),
                    Sql.Text(source.Broker),
                    Sql.Text(source.Account),
                    Sql.Text(source.TimeZone),
                    new() { Value = source.Bytes },
                    new() { Value = source.Rows },
                    new() { Value = source.Executions },
                    new() { Value = source.Cash },
                    new() { Value = source.Unusable },
                    new() { Value = source.Missing },
                    Sql.Json(JsonSerializer.Serialize(source.Problems, StoredJson.Options)),
                    Sql.Text(source.By),
                    Now(),
                ],
                ImportRows.Read
            )
        ).Single();

    public Task<StoredPart?> StoreAsync(ImportPart part) =>
        ChangeAsync(
            part.Import,
            part.Attempt,
            async connection =>
            {
                var stored = await ExecutionWriter.AppendAsync(connection, part.Executions, part.Import, clock.UtcNow);
                var cash = await CashRows.AddAsync(connection, part, clock.UtcNow);
                await AddUnusableAsync(connection, part);
                var isNew = stored.Count(one => one);
                var import = await UpdateAsync(
                    connection,
                    "stored = stored + $2, cash_stored = cash_stored + $3",
                    part.Import,
                    new() { Value = isNew },
                    new() { Value = cash }
                );
                return new StoredPart(import, isNew, cash);
            }
        );

    public Task<ImportRecord?> FinishAsync(Guid id, int attempt) =>
        ChangeAsync(
            id,
            attempt,
            connection => UpdateAsync(connection, "status = 'complete', finished_at = coalesce(finished_at, $2)", id, Now())
        );

    public Task<ImportUndo?> UndoAsync(Guid id, AuditEntry entry) =>
        RepeatableSql.RunAsync<ImportUndo?>(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                if (await LockAsync(connection, id) is not { } import)
                    return null;
                if (import.Status == ImportStatus.Undone)
                    return new ImportUndo(import, null);
                var removal = new ImportRemoval(connection, id);
                if (await removal.FindDecisionAsync() is { } refusal)
                    return new ImportUndo(import, refusal);
                await removal.RunAsync(clock.UtcNow, entry, import);
                var undone = await UpdateAsync(
                    connection,
                    "status = 'undone', attempt = attempt + 1, undone_at = $2, undone_by = $3",
                    id,
                    Now(),
                    Sql.Text(entry.Actor)
                );
                await transaction.CommitAsync();
                return new ImportUndo(undone, null);
            }
        );

    public Task<ListPart<ImportRecord>> ListAsync(ImportFilter filter, ListRequest<ImportSort> request) =>
        s_imports.ReadAsync(
            database,
            new SqlConditions()
                .Where("status = {0}", Sql.Text(filter.Status is { } status ? Sql.Word(status) : null))
                .Where("account = {0}", Sql.Text(filter.Account))
                .Where("lower(broker) = lower({0})", Sql.Text(filter.Broker))
                .Where("started_at >= {0}", Sql.Optional(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz))
                .Where("started_at < {0}", Sql.Optional(filter.Before?.UtcDateTime, NpgsqlDbType.TimestampTz)),
            request,
            ImportRows.Read
        );

    public async Task<ImportRecord?> FindAsync(Guid id) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {ImportRows.Columns} FROM imports WHERE id = $1",
                [new() { Value = id }],
                ImportRows.Read
            )
        ).FirstOrDefault();

    public Task<ListPart<UnusableRow>> RowsAsync(Guid id, ListRequest<ImportRowSort> request) =>
        s_rows.ReadAsync(
            database,
            new SqlConditions().Add("import_id = {0}", new NpgsqlParameter { Value = id }),
            request,
            reader => new UnusableRow(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetBoolean(3))
        );

    public Task<ListPart<CashMovement>> CashAsync(CashFilter filter, ListRequest<CashSort> request) =>
        CashRows.ListAsync(database, filter, request);

    /// <summary>Changes an import in one transaction, one after the other; null where it was undone since it began.</summary>
    private Task<T?> ChangeAsync<T>(Guid id, int attempt, Func<NpgsqlConnection, Task<T>> change)
        where T : class =>
        RepeatableSql.RunAsync<T?>(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                if (await LockAsync(connection, id) is not { } import || import.Attempt != attempt)
                    return null;
                var changed = await change(connection);
                await transaction.CommitAsync();
                return changed;
            }
        );

    private static async Task<ImportRecord?> LockAsync(NpgsqlConnection connection, Guid id)
    {
        await using var command = new NpgsqlCommand($"SELECT {ImportRows.Columns} FROM imports WHERE id = $1 FOR UPDATE", connection)
        {
            Parameters = { new() { Value = id } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? ImportRows.Read(reader) : null;
    }

    private static async Task<ImportRecord> UpdateAsync(
        NpgsqlConnection connection,
        string changes,
        Guid id,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = new NpgsqlCommand(
            $"UPDATE imports SET {changes} WHERE id = $1 RETURNING {ImportRows.Columns}",
            connection
        )
        {
            Parameters = { new() { Value = id } },
        };
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return ImportRows.Read(reader);
    }

    private static async Task AddUnusableAsync(NpgsqlConnection connection, ImportPart part)
    {
        if (part.Unusable.IsEmpty)
            return;
        await using var command = new NpgsqlCommand(AddUnusable, connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = part.Import },
                Sql.Column(part.Unusable, one => one.Line, NpgsqlDbType.Integer),
                Sql.Column(part.Unusable, one => one.Place, NpgsqlDbType.Integer),
                Sql.Column(part.Unusable, one => one.Message, NpgsqlDbType.Text),
                Sql.Column(part.Unusable, one => one.MovesPosition, NpgsqlDbType.Boolean),
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlParameter Now() => Sql.Time(clock.UtcNow);
}
