using System.Collections.Frozen;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Ledger;

/// <summary>A column that a list is sorted by, or that holds the ids of its rows; never null.</summary>
/// <param name="Column">The column, or an expression, with its collation.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record SqlKey(string Column, SortKind Kind)
{
    /// <summary>As <see cref="SortKeys"/> writes it.</summary>
    internal string AsText =>
        Kind switch
        {
            SortKind.Time => $"""to_char({Column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
            SortKind.Day => $"to_char({Column}, 'YYYY-MM-DD')",
            _ => $"({Column})::text",
        };

    /// <summary>The type that a place is read as.</summary>
    internal string Type =>
        Kind switch
        {
            SortKind.Text => "text",
            SortKind.Time => "timestamptz",
            SortKind.Day => "date",
            SortKind.Number => "double precision",
            SortKind.Whole => "bigint",
            SortKind.Uuid => "uuid",
            _ => throw new InvalidOperationException($"{Kind} is no kind of columns."),
        };
}

/// <summary>
/// A list of which the database makes a part by the place of the last row before it (keyset pagination), so that a part costs the
/// same wherever it begins, and rows that are added meanwhile neither repeat nor hide others.
/// </summary>
/// <param name="columns">What is read of a row.</param>
/// <param name="from">The tables.</param>
/// <param name="id">What a row alone has.</param>
/// <param name="keys">What the list can be sorted by.</param>
internal sealed class KeysetList<TSort>(string columns, string from, SqlKey id, Dictionary<TSort, SqlKey> keys)
    where TSort : struct, Enum
{
    private readonly FrozenDictionary<TSort, SqlKey> _keys = keys.ToFrozenDictionary();

    /// <summary>Reads a part.</summary>
    /// <param name="database">The database.</param>
    /// <param name="conditions">Which rows the list has.</param>
    /// <param name="request">Which part of it.</param>
    /// <param name="read">Reads a row's columns.</param>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal async Task<ListPart<T>> ReadAsync<T>(
        NpgsqlDataSource database,
        SqlConditions conditions,
        ListRequest<TSort> request,
        Func<NpgsqlDataReader, T> read
    )
    {
        var key = _keys[request.Sort];
        var (order, behind) = request.IsDescending ? ("DESC", "<") : ("ASC", ">");
        var isById = key == id;
        if (request.After is { } after)
            _ = isById
                ? conditions.Add($"{id.Column} {behind} {{0}}::{id.Type}", Sql.Text(after.Id))
                : conditions.Add(
                    $"({key.Column}, {id.Column}) {behind} ({{0}}::{key.Type}, {{1}}::{id.Type})",
                    Sql.Text(after.Key),
                    Sql.Text(after.Id)
                );
        var limit = conditions.Parameter(new() { Value = request.Limit + 1, NpgsqlDbType = NpgsqlDbType.Integer });
        var rows = await RepeatableSql.ListAsync(
            database,
            $"SELECT {columns}, {key.AsText} AS place_key, {id.AsText} AS place_id FROM {from} WHERE {conditions} "
                + $"ORDER BY {(isById ? "" : $"{key.Column} {order}, ")}{id.Column} {order} LIMIT {limit}",
            conditions.Parameters,
            row => (Item: read(row), Place: new ListPlace(row.GetString(row.FieldCount - 2), row.GetString(row.FieldCount - 1)))
        );
        return new ListPart<T>(
            [.. rows.Take(request.Limit).Select(row => row.Item)],
            rows.Length > request.Limit ? rows[request.Limit - 1].Place : null
        );
    }
}

/// <summary>Conditions that hold together, and their parameters.</summary>
internal sealed class SqlConditions
{
    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];

    internal NpgsqlParameter[] Parameters => [.. _parameters];

    /// <summary>Adds a condition where its first parameter has a value.</summary>
    /// <param name="condition">With <c>{0}</c> for the parameter.</param>
    /// <param name="parameter">Its value.</param>
    internal SqlConditions Where(string condition, NpgsqlParameter parameter) =>
        parameter.Value is null or DBNull ? this : Add(condition, parameter);

    /// <summary>Adds a condition.</summary>
    /// <param name="condition">With <c>{0}</c>, <c>{1}</c>, … for the parameters.</param>
    /// <param name="parameters">Their values.</param>
    internal SqlConditions Add(string condition, params NpgsqlParameter[] parameters)
    {
        _conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, [.. parameters.Select(Parameter)]));
        return this;
    }

    /// <summary>Adds a parameter, and says how the statement names it.</summary>
    internal string Parameter(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return $"${_parameters.Count}";
    }

    /// <inheritdoc />
    public override string ToString() => _conditions.Count == 0 ? "true" : string.Join(" AND ", _conditions);
}
