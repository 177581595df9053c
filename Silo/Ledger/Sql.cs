using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Ledger;

/// <summary>Columns and parameters that may be null.</summary>
internal static partial class Sql
{
    internal static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>A column of facts, as an array.</summary>
    internal static NpgsqlParameter Column<TFact, T>(IReadOnlyList<TFact> facts, Func<TFact, T> column, NpgsqlDbType element)
    {
        var values = new T[facts.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(facts[i]);
        return Array(values, element);
    }

    /// <summary>An array.</summary>
    internal static NpgsqlParameter Array<T>(T[] values, NpgsqlDbType element) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element };

    /// <summary>An array of texts.</summary>
    internal static NpgsqlParameter Texts(IEnumerable<string> values) => Array(values.ToArray(), NpgsqlDbType.Text);

    /// <summary>Bytes, such as a hash.</summary>
    internal static NpgsqlParameter Bytes(ImmutableArray<byte> value) =>
        new() { Value = value.ToArray(), NpgsqlDbType = NpgsqlDbType.Bytea };

    /// <summary>A value, or null.</summary>
    internal static NpgsqlParameter Optional<T>(T? value, NpgsqlDbType type)
        where T : struct => new() { Value = value is { } given ? given : DBNull.Value, NpgsqlDbType = type };

    /// <summary>An instant.</summary>
    internal static NpgsqlParameter Time(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    /// <summary>An enum's value as columns hold it, such as <c>rolled_back</c>.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value that <see cref="Word"/> wrote.</summary>
    internal static T Value<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>A pattern of <c>LIKE</c> for texts that contain this one; null is contained in all.</summary>
    internal static NpgsqlParameter Contains(string? part) => Text(part is null ? "%" : $"%{Wildcards().Replace(part, @"\$0")}%");

    /// <summary>The column, or null where it holds an instant that .NET can't express, such as <c>infinity</c>.</summary>
    internal static string InRange(string column) => $"CASE WHEN {column} >= '0001-01-01Z' AND {column} < '9999-12-31Z' THEN {column} END";

    /// <summary>JSON, or null.</summary>
    internal static NpgsqlParameter JsonOrNull(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    internal static NpgsqlParameter Json(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    internal static string? TextOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static decimal? DecimalOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetDecimal(column);

    internal static DateTimeOffset? TimeOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    [GeneratedRegex(@"[\\%_]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wildcards();
}
