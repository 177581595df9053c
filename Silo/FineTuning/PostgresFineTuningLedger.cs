using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Explanations;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.FineTuning;

/// <inheritdoc cref="IFineTuningLedger" />
internal sealed class PostgresFineTuningLedger(NpgsqlDataSource database) : IFineTuningLedger
{
    // The votes on all servings of an answer count together. What one session says is one row.
    private const string Candidates = """
        WITH praised AS (SELECT DISTINCT answer FROM llm_feedback WHERE rating = 5), votes AS (
            SELECT (array_agg(f.explanation_id ORDER BY f.day, f.explanation_id) FILTER (WHERE rating = 5))[1] AS id,
                   count(*) FILTER (WHERE rating = 5 AND helpful IS NOT FALSE AND NOT anonymous) AS five_stars,
                   count(*) FILTER (WHERE rating = 5 AND helpful IS FALSE AND NOT anonymous) AS contradicting,
                   count(*) FILTER (WHERE rating = 5 AND anonymous) AS anonymous,
                   count(*) FILTER (WHERE rating IS DISTINCT FROM 5 AND (helpful IS FALSE OR rating <= 3) AND NOT anonymous) AS disputes
            FROM llm_feedback f JOIN praised USING (answer) GROUP BY answer
        )
        SELECT e.id, e.generated_at, e.ticker, e.signal, e.confidence, e.indicators::text, e.explanation, e.factors::text, e.sentiment,
               e.prompt_version, e.fallback OR e.model_used = 'template', v.five_stars, v.contradicting, v.anonymous, v.disputes
        FROM votes v JOIN llm_explanations e ON e.id = v.id
        """;

    private const string FileDataset = """
        INSERT INTO fine_tuning_datasets (hash, number, created_at, record) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING
        """;

    private const string FileExamples = """
        INSERT INTO fine_tuning_examples (dataset, split, ordinal, place, explanation_id, ticker, signal, prompt_version, tokens, line)
        SELECT $1, e.* FROM unnest($2::text[], $3::integer[], $4::integer[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::integer[],
            $10::text[]) e
        ON CONFLICT DO NOTHING
        """;

    private const string Dataset = "SELECT record::text FROM fine_tuning_datasets WHERE hash = $1";

    private const string Datasets = "SELECT record::text FROM fine_tuning_datasets ORDER BY number";

    private const string Lines = """
        SELECT line FROM fine_tuning_examples WHERE dataset = $1 AND split = $2 AND ordinal >= $3 AND ordinal < $4 ORDER BY ordinal
        """;

    private const string Trained = "SELECT explanation_id FROM fine_tuning_examples WHERE dataset = $1 AND split = 'train'";

    private const string FileJob = """
        INSERT INTO fine_tuning_jobs AS j (id, started_at, revision, record) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, record = excluded.record WHERE j.revision < excluded.revision
        """;

    private const string Job = "SELECT record::text FROM fine_tuning_jobs WHERE id = $1";

    private const string Jobs = "SELECT record::text FROM fine_tuning_jobs ORDER BY started_at, id";

    private const string FileModel = """
        INSERT INTO tuned_models AS m (name, registered_at, revision, record) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET revision = excluded.revision, record = excluded.record WHERE m.revision < excluded.revision
        """;

    private const string Models = "SELECT record::text FROM tuned_models ORDER BY registered_at, name";

    private const string Health = """
        SELECT count(*), count(*) FILTER (WHERE reason ~ '^(timeout|unavailable|refused|unknown_model|invalid_response)')
        FROM (
            SELECT fallback_reason AS reason FROM llm_explanations
            WHERE day >= ($3 AT TIME ZONE 'UTC')::date AND generated_at > $3 AND signal = $1 AND prompt_version = $2 AND NOT cached
              AND source = 'service'
            ORDER BY generated_at DESC LIMIT $4
        ) latest
        """;

    private static readonly KeysetList<ExampleSort> s_examples = new(
        "split, ordinal, explanation_id, ticker, signal, prompt_version, tokens, line",
        "fine_tuning_examples",
        new("explanation_id", SortKind.Uuid),
        new() { [ExampleSort.Ordinal] = new("place", SortKind.Whole), [ExampleSort.Tokens] = new("tokens", SortKind.Whole) }
    );

    public Task<ImmutableArray<TuningCandidate>> ReadCandidatesAsync() =>
        RepeatableSql.ListAsync(
            database,
            Candidates,
            [],
            row => new TuningCandidate(
                row.GetGuid(0),
                row.GetFieldValue<DateTimeOffset>(1),
                new SignalToExplain(
                    row.GetString(2),
                    SignalTypes.Parse(row.GetString(3)),
                    row.GetDouble(4),
                    ReadIndicators(row.GetString(5)),
                    null
                ),
                new ExplanationContent(row.GetString(6), FactorsColumn.Read(row.GetString(7)), row.GetString(8)),
                row.GetString(9),
                row.GetBoolean(10),
                (int)row.GetInt64(11),
                (int)row.GetInt64(12),
                (int)row.GetInt64(13),
                (int)row.GetInt64(14)
            )
        );

    public async Task<TuningDataset> FileDatasetAsync(TuningDataset dataset, ImmutableArray<TuningExample> examples)
    {
        var hash = dataset.Figures.Hash;
        await RepeatableSql.RunAsync(
            database,
            async () =>
            {
                // A batch without a transaction of its own is one.
                await using var batch = database.CreateBatch();
                batch.BatchCommands.Add(
                    new NpgsqlBatchCommand(FileDataset)
                    {
                        Parameters =
                        {
                            new() { Value = hash },
                            new() { Value = dataset.Number },
                            Sql.Time(dataset.CreatedAt),
                            Sql.Json(JsonSerializer.Serialize(dataset, StoredJson.Options)),
                        },
                    }
                );
                batch.BatchCommands.Add(
                    new NpgsqlBatchCommand(FileExamples)
                    {
                        Parameters =
                        {
                            new() { Value = hash },
                            Sql.Texts(examples.Select(one => Sql.Word(one.Split))),
                            Sql.Column(examples, one => one.Ordinal, NpgsqlDbType.Integer),
                            Sql.Array([.. Enumerable.Range(0, examples.Length)], NpgsqlDbType.Integer),
                            Sql.Column(examples, one => one.ExplanationId, NpgsqlDbType.Uuid),
                            Sql.Texts(examples.Select(one => one.Ticker)),
                            Sql.Texts(examples.Select(one => one.Signal.Text())),
                            Sql.Texts(examples.Select(one => one.PromptVersion)),
                            Sql.Column(examples, one => one.Tokens, NpgsqlDbType.Integer),
                            Sql.Texts(examples.Select(one => one.Line)),
                        },
                    }
                );
                return await batch.ExecuteNonQueryAsync();
            }
        );
        return (await ReadAsync<TuningDataset>(Dataset, new NpgsqlParameter { Value = hash }))[0];
    }

    public Task<ImmutableArray<TuningDataset>> ReadDatasetsAsync() => ReadAsync<TuningDataset>(Datasets);

    public Task<ImmutableArray<string>> ReadLinesAsync(string dataset, DatasetSplit split, int from, int count) =>
        RepeatableSql.ListAsync(
            database,
            Lines,
            [
                new() { Value = dataset },
                new() { Value = Sql.Word(split) },
                new() { Value = from },
                new() { Value = (int)Math.Min(int.MaxValue, (long)from + count) },
            ],
            row => row.GetString(0)
        );

    public Task<ImmutableArray<Guid>> ReadTrainedAsync(string dataset) =>
        RepeatableSql.ListAsync(database, Trained, [new() { Value = dataset }], row => row.GetGuid(0));

    public Task<ListPart<TuningExample>> ListExamplesAsync(ExampleFilter filter, ListRequest<ExampleSort> request) =>
        s_examples.ReadAsync(
            database,
            new SqlConditions()
                .Where("dataset = {0}", Sql.Text(filter.Dataset))
                .Where("split = {0}", Sql.Text(filter.Split is { } split ? Sql.Word(split) : null))
                .Where("signal = {0}", Sql.Text(filter.Signal?.Text()))
                .Where("ticker = {0}", Sql.Text(filter.Ticker)),
            request,
            row => new TuningExample(
                Sql.Value<DatasetSplit>(row.GetString(0)),
                row.GetInt32(1),
                row.GetGuid(2),
                row.GetString(3),
                SignalTypes.Parse(row.GetString(4)),
                row.GetString(5),
                row.GetInt32(6),
                row.GetString(7)
            )
        );

    public Task FileJobAsync(TuningJob job) =>
        RepeatableSql.ExecuteAsync(
            database,
            FileJob,
            new() { Value = job.Plan.Id },
            Sql.Time(job.Plan.StartedAt),
            new() { Value = job.Revision },
            Sql.Json(JsonSerializer.Serialize(job, StoredJson.Options))
        );

    public async Task<TuningJob?> FindJobAsync(string id) =>
        (await ReadAsync<TuningJob>(Job, new NpgsqlParameter { Value = id })).FirstOrDefault();

    public Task<ImmutableArray<TuningJob>> ReadJobsAsync() => ReadAsync<TuningJob>(Jobs);

    public Task FileModelAsync(TunedModel model) =>
        RepeatableSql.ExecuteAsync(
            database,
            FileModel,
            new() { Value = model.Name },
            Sql.Time(model.RegisteredAt),
            new() { Value = model.Revision },
            Sql.Json(JsonSerializer.Serialize(model, StoredJson.Options))
        );

    public Task<ImmutableArray<TunedModel>> ReadModelsAsync() => ReadAsync<TunedModel>(Models);

    public async Task<EndpointHealth> ReadHealthAsync(SignalType signal, string version, DateTimeOffset since, int latest) =>
        (
            await RepeatableSql.ListAsync(
                database,
                Health,
                [new() { Value = signal.Text() }, new() { Value = version }, Sql.Time(since), new() { Value = latest }],
                row => new EndpointHealth((int)row.GetInt64(0), (int)row.GetInt64(1))
            )
        )[0];

    private Task<ImmutableArray<T>> ReadAsync<T>(string sql, params NpgsqlParameter[] parameters) =>
        RepeatableSql.ListAsync(database, sql, parameters, row => JsonSerializer.Deserialize<T>(row.GetString(0), StoredJson.Options)!);

    /// <summary>In canonical form again: as jsonb, names are sorted by length.</summary>
    private static Indicators ReadIndicators(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Indicators.From(document.RootElement);
    }
}
