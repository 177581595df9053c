using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Analysis;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentLedger" />
internal sealed class PostgresExperimentLedger(NpgsqlDataSource database) : IExperimentLedger
{
    private const string File = """
        INSERT INTO experiments (id, signal, started_at, ended_at, outcome, winner, record)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING
        """;

    private const string One = "SELECT record::text FROM experiments WHERE id = $1";

    private static readonly KeysetList<ExperimentSort> s_list = new(
        "record::text",
        "experiments",
        new("id COLLATE \"C\"", SortKind.Text),
        new() { [ExperimentSort.EndedAt] = new("ended_at", SortKind.Time), [ExperimentSort.StartedAt] = new("started_at", SortKind.Time) }
    );

    private static readonly string s_armDays = $"""
        WITH rolled AS (SELECT day FROM llm_rolled_days WHERE day BETWEEN $3 AND $4), wanted AS (
            SELECT d::date AS day FROM generate_series($3::date, $4::date, interval '1 day') d
            WHERE d::date NOT IN (SELECT day FROM rolled)
        ), every AS (
            SELECT date AS day, prompt_version, {TallySql.Columns}
            FROM llm_metrics WHERE signal_type = $1 AND prompt_version = ANY ($2) AND date IN (SELECT day FROM rolled)
            UNION ALL
            SELECT day, prompt_version, {TallySql.Columns}
            FROM {TallySql.FactsOfWantedDays} AND signal = $1 AND prompt_version = ANY ($2)
        )
        SELECT day, prompt_version, {TallySql.SumOfColumns} FROM every GROUP BY day, prompt_version
        """;

    // A day whose votes came in time is complete some time after its end; later ones are marked as late.
    private static readonly string s_changedArmDays = $"""
        WITH wanted AS (
            SELECT d::date AS day FROM generate_series($3::date, $4::date, interval '1 day') d
            WHERE d::date >= ($5 AT TIME ZONE 'UTC')::date
               OR EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d::date AND f.signal = $1 AND f.updated_at > $5)
        )
        SELECT day, prompt_version, {TallySql.SumOfColumns}
        FROM {TallySql.FactsOfWantedDays} AND signal = $1 AND prompt_version = ANY ($2) GROUP BY day, prompt_version
        """;

    public Task<ImmutableArray<ArmDay>> ReadArmDaysAsync(
        SignalType signal,
        ImmutableArray<string> versions,
        DateOnly from,
        DateOnly to,
        DateTimeOffset? changedSince = null
    )
    {
        List<NpgsqlParameter> parameters =
        [
            new() { Value = signal.Text() },
            Sql.Texts(versions),
            new() { Value = from },
            new() { Value = to },
        ];
        if (changedSince is { } since)
            parameters.Add(new() { Value = since.UtcDateTime });
        return RepeatableSql.ListAsync(
            database,
            changedSince is null ? s_armDays : s_changedArmDays,
            [.. parameters],
            reader => new ArmDay(reader.GetFieldValue<DateOnly>(0), reader.GetString(1), TallyReader.Read(reader, 2))
        );
    }

    public Task FileAsync(Experiment experiment)
    {
        var decision = experiment.Decision ?? throw new ArgumentException($"{experiment.Id} has not ended.", nameof(experiment));
        return RepeatableSql.ExecuteAsync(
            database,
            File,
            new() { Value = experiment.Id },
            new() { Value = experiment.Plan.Signal.Text() },
            new() { Value = experiment.StartedAt.UtcDateTime },
            new() { Value = decision.At.UtcDateTime },
            new() { Value = decision.Kind.ToString() },
            Sql.Text(decision.Winner),
            Sql.Json(JsonSerializer.Serialize(experiment, StoredJson.Options))
        );
    }

    public Task<ListPart<Experiment>> ListAsync(ExperimentFilter filter, ListRequest<ExperimentSort> request) =>
        s_list.ReadAsync(
            database,
            new SqlConditions()
                .Where("signal = {0}", Sql.Text(filter.Signal?.Text()))
                .Where("outcome = {0}", Sql.Text(filter.Outcome?.ToString())),
            request,
            Read
        );

    public async Task<Experiment?> FindAsync(string id) =>
        (await RepeatableSql.ListAsync(database, One, [new() { Value = id }], Read)).FirstOrDefault();

    private static Experiment Read(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<Experiment>(reader.GetString(0), StoredJson.Options)!;
}
