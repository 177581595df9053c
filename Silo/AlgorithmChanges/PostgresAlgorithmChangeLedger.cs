using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.AlgorithmChanges;

/// <inheritdoc cref="IAlgorithmChangeLedger" />
internal sealed class PostgresAlgorithmChangeLedger(NpgsqlDataSource database) : IAlgorithmChangeLedger
{
    // A change only ever gains steps: one with fewer is an older one.
    private const string File = """
        INSERT INTO algorithm_changes AS c (id, pattern_key, status, has_ended, proposal, weeks, version_from, version_to,
            implemented_on, steps, updated_at, record)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, has_ended = excluded.has_ended, proposal = excluded.proposal,
            weeks = excluded.weeks, version_from = excluded.version_from,
            version_to = excluded.version_to, implemented_on = excluded.implemented_on, steps = excluded.steps,
                updated_at = excluded.updated_at, record = excluded.record
        WHERE c.steps < excluded.steps
        """;

    private static readonly SqlKey s_id = new("id COLLATE \"C\"", SortKind.Text);
    private static readonly KeysetList<AlgorithmChangeSort> s_list = new(
        "record::text",
        "algorithm_changes",
        s_id,
        new() { [AlgorithmChangeSort.UpdatedAt] = new("updated_at", SortKind.Time), [AlgorithmChangeSort.Id] = s_id }
    );

    public Task FileAsync(AlgorithmChange change) =>
        RepeatableSql.ExecuteAsync(
            database,
            File,
            new() { Value = change.Id },
            new() { Value = change.PatternKey },
            new() { Value = Sql.Word(change.Status) },
            new() { Value = change.HasEnded },
            new() { Value = change.Proposal },
            Sql.Texts(change.Evidence.Select(one => one.Week.ToString())),
            Sql.Text(change.Implementation?.VersionFrom),
            Sql.Text(change.Implementation?.VersionTo),
            Sql.Optional(change.Implementation?.On, NpgsqlDbType.Date),
            new() { Value = change.History.Length },
            Sql.Time(change.History[^1].At),
            Sql.Json(JsonSerializer.Serialize(change, StoredJson.Options))
        );

    public Task<ListPart<AlgorithmChange>> ListAsync(AlgorithmChangeStatus? status, ListRequest<AlgorithmChangeSort> request) =>
        s_list.ReadAsync(
            database,
            new SqlConditions().Where("status = {0}", Sql.Text(status is { } wanted ? Sql.Word(wanted) : null)),
            request,
            reader => JsonSerializer.Deserialize<AlgorithmChange>(reader.GetString(0), StoredJson.Options)!
        );

    public Task<ImmutableArray<string>> ReadIdsAsync(AlgorithmChangeStatus status) =>
        RepeatableSql.ListAsync(
            database,
            "SELECT id FROM algorithm_changes WHERE status = $1 ORDER BY id",
            [Sql.Text(Sql.Word(status))],
            reader => reader.GetString(0)
        );

    public Task<ImmutableArray<string>> ReadOpenOfWeekAsync(IsoWeek week) =>
        RepeatableSql.ListAsync(
            database,
            "SELECT id FROM algorithm_changes WHERE NOT has_ended AND $1 = ANY (weeks) ORDER BY id",
            [new() { Value = week.ToString() }],
            reader => reader.GetString(0)
        );
}
