using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Imports;

/// <summary>The rows of the table <c>imports</c>.</summary>
internal static class ImportRows
{
    internal const string Columns = """
        id, file_name, broker, account, time_zone, bytes, rows, executions, cash, unusable, missing, problems::text, imported_by,
        status, attempt, stored, cash_stored, started_at, finished_at, undone_at, undone_by
        """;

    internal static ImportRecord Read(NpgsqlDataReader reader) =>
        new(
            new ImportSource(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.TextOrNull(3),
                reader.GetString(4),
                reader.GetInt64(5),
                reader.GetInt32(6),
                reader.GetInt32(7),
                reader.GetInt32(8),
                reader.GetInt32(9),
                reader.GetInt32(10),
                JsonSerializer.Deserialize<ImmutableArray<RowProblem>>(reader.GetString(11), StoredJson.Options),
                reader.GetString(12)
            ),
            Sql.Value<ImportStatus>(reader.GetString(13)),
            reader.GetInt32(14),
            reader.GetInt32(15),
            reader.GetInt32(16),
            reader.GetFieldValue<DateTimeOffset>(17),
            reader.TimeOrNull(18),
            reader.TimeOrNull(19),
            reader.TextOrNull(20)
        );
}
