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

    private const string History = "SELECT record::text FROM experiments ORDER BY ended_at DESC, id DESC LIMIT $1";
    private const string One = "SELECT record::text FROM experiments WHERE id = $1";

    private static readonly string s_armDays = $"""
        WITH rolled AS ({TallySql.RolledDays} AND d.day BETWEEN $3 AND $4), wanted AS (
            SELECT d::date AS day FROM generate_series($3::date, $4::date, interval '1 day') d WHERE d::date NOT IN (SELECT day FROM rolled)
        ), {TallySql.FromFacts("AND signal = $1 AND prompt_version = ANY ($2)")}, every AS (
            SELECT date AS day, prompt_version, {TallySql.Columns}
            FROM llm_metrics WHERE signal_type = $1 AND prompt_version = ANY ($2) AND date IN (SELECT day FROM rolled)
            UNION ALL
            SELECT day, prompt_version, {TallySql.Columns} FROM made
        )
        SELECT day, prompt_version, {TallySql.SumOfColumns} FROM every GROUP BY day, prompt_version
        """;

    public Task<ImmutableArray<ArmDay>> ReadArmDaysAsync(SignalType signal, ImmutableArray<string> versions, DateOnly from, DateOnly to) =>
        RepeatableSql.ListAsync(
            database,
            s_armDays,
            [new() { Value = signal.Text() }, Sql.Texts(versions), new() { Value = from }, new() { Value = to }],
            reader => new ArmDay(reader.GetFieldValue<DateOnly>(0), reader.GetString(1), TallyReader.Read(reader, 2))
        );

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

    public Task<ImmutableArray<Experiment>> ReadHistoryAsync(int most) =>
        RepeatableSql.ListAsync(database, History, [new() { Value = most }], Read);

    public async Task<Experiment?> FindAsync(string id) =>
        (await RepeatableSql.ListAsync(database, One, [new() { Value = id }], Read)).FirstOrDefault();

    private static Experiment Read(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<Experiment>(reader.GetString(0), StoredJson.Options)!;
}
