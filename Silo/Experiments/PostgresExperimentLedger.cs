using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Analysis;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentLedger" />
internal sealed class PostgresExperimentLedger(NpgsqlDataSource database, ExperimentOptions options) : IExperimentLedger
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

    /// <summary>The tallies of <c>every(day, prompt_version, …)</c>, and what was observed on their days.</summary>
    private static readonly string s_withObservations = $"""
        , tallies AS (
            SELECT day, prompt_version, {TallySql.SumOfColumns} FROM every GROUP BY day, prompt_version
        ), days AS (
            SELECT array_agg(DISTINCT day) AS of_tallies FROM tallies
        ), observed AS (
            SELECT day, prompt_version, count(*) AS answers, sum(share) AS share, sum(share * share) AS share_square,
                   count(stars) AS rated, sum(stars) AS stars, sum(stars * stars) AS star_square,
                   sum(positives) AS positives, sum(positives * positives) AS positive_square
            FROM llm_observed_answers($1, $2, (SELECT of_tallies FROM days), $5, $6) GROUP BY day, prompt_version
        ), anonymous AS (
            SELECT day, prompt_version, count(*) AS votes FROM llm_feedback
            WHERE day = ANY ((SELECT of_tallies FROM days)::date[]) AND signal = $1 AND prompt_version = ANY ($2) AND anonymous
              AND delay_days <= $5
            GROUP BY day, prompt_version
        ), of_units AS (
            SELECT day, unit, (array_agg(prompt_version ORDER BY generated_at, id))[1] AS prompt_version,
                   count(DISTINCT prompt_version) AS arms
            FROM llm_explanations
            WHERE day = ANY ((SELECT of_tallies FROM days)::date[]) AND signal = $1 AND prompt_version = ANY ($2) AND unit IS NOT NULL
            GROUP BY day, unit
        ), placed AS (
            SELECT u.day, u.prompt_version, before.arms IS NULL AS is_new,
                   before.arms IS NULL AND u.arms > 1
                       OR before.arms = 1 AND (u.arms > 1 OR u.prompt_version <> before.prompt_version) AS comes_to_a_second
            FROM of_units u
            LEFT JOIN LATERAL (
                SELECT count(DISTINCT e.prompt_version) AS arms, min(e.prompt_version) AS prompt_version FROM llm_explanations e
                WHERE e.unit = u.unit AND e.signal = $1 AND e.prompt_version = ANY ($2) AND e.day < u.day
                  AND e.day >= coalesce((SELECT max(split) FROM unnest($7::date[]) split WHERE split <= u.day), $3)
                HAVING count(*) > 0
            ) before ON true
        ), units AS (
            SELECT day, prompt_version, count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE comes_to_a_second) AS multiple
            FROM placed GROUP BY day, prompt_version
        ), with_unit AS (
            SELECT day, prompt_version, count(*) AS explanations FROM llm_explanations
            WHERE day = ANY ((SELECT of_tallies FROM days)::date[]) AND signal = $1 AND prompt_version = ANY ($2) AND unit IS NOT NULL
            GROUP BY day, prompt_version
        )
        SELECT t.*, coalesce(o.answers, 0), coalesce(o.share, 0), coalesce(o.share_square, 0), coalesce(o.rated, 0),
               coalesce(o.stars, 0), coalesce(o.star_square, 0), coalesce(o.positives, 0), coalesce(o.positive_square, 0),
               coalesce(a.votes, 0), coalesce(w.explanations, 0) - coalesce(u.new, 0), coalesce(u.multiple, 0)
        FROM tallies t LEFT JOIN observed o USING (day, prompt_version) LEFT JOIN anonymous a USING (day, prompt_version)
            LEFT JOIN with_unit w USING (day, prompt_version) LEFT JOIN units u USING (day, prompt_version)
        """;

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
        ){s_withObservations}
        """;

    // A day whose votes came in time is complete some time after its end; later ones are marked as late, as are explanations.
    private static readonly string s_changedArmDays = $"""
        WITH wanted AS (
            SELECT d::date AS day FROM generate_series($3::date, $4::date, interval '1 day') d
            WHERE d::date >= ($8 AT TIME ZONE 'UTC')::date
               OR EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d::date AND f.signal = $1 AND f.updated_at > $8)
               OR EXISTS (SELECT FROM llm_explanations e
                          WHERE e.received_at IS NOT NULL AND e.day = d::date AND e.signal = $1 AND e.received_at > $8)
        ), every AS (
            SELECT day, prompt_version, {TallySql.Columns}
            FROM {TallySql.FactsOfWantedDays} AND signal = $1 AND prompt_version = ANY ($2)
        ){s_withObservations}
        """;

    public Task<ImmutableArray<ArmDay>> ReadArmDaysAsync(
        SignalType signal,
        ImmutableArray<string> versions,
        DateOnly from,
        DateOnly to,
        int voteWindowDays,
        ImmutableArray<DateOnly> splits,
        DateTimeOffset? changedSince = null
    )
    {
        List<NpgsqlParameter> parameters =
        [
            new() { Value = signal.Text() },
            Sql.Texts(versions),
            new() { Value = from },
            new() { Value = to },
            new() { Value = voteWindowDays },
            new() { Value = options.CountAnonymousVotes },
            new() { Value = splits.ToArray() },
        ];
        if (changedSince is { } since)
            parameters.Add(new() { Value = since.UtcDateTime });
        return RepeatableSql.ListAsync(database, changedSince is null ? s_armDays : s_changedArmDays, [.. parameters], ReadDay);
    }

    public Task<ImmutableArray<ArmPart>> ReadPartsAsync(Experiment experiment, ImmutableArray<DateOnly> days, BreakdownBy by) =>
        RepeatableSql.ListAsync(
            database,
            Parts(by),
            [
                new() { Value = experiment.Plan.Signal.Text() },
                Sql.Texts([.. experiment.Plan.Arms.Select(arm => arm.Version)]),
                new() { Value = days.ToArray() },
                new() { Value = experiment.Plan.VoteWindowDays },
            ],
            reader => new ArmPart(
                reader.GetString(0),
                reader.GetString(1),
                Observations.None with
                {
                    Answers = reader.GetInt64(2),
                    ShareSum = reader.GetDouble(3),
                    ShareSquareSum = reader.GetDouble(4),
                    RatedAnswers = reader.GetInt64(5),
                    StarSum = reader.GetDouble(6),
                    StarSquareSum = reader.GetDouble(7),
                }
            )
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

    /// <summary>Answers as <c>llm_observed_answers</c> makes them, of each part by itself.</summary>
    private static string Parts(BreakdownBy by)
    {
        var part = by switch
        {
            BreakdownBy.Ticker => "ticker",
            BreakdownBy.Voters => "CASE WHEN anonymous THEN 'anonymous' ELSE feedback_type END",
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Not a part."),
        };
        return $"""
            SELECT part, prompt_version, count(*), sum(share), sum(share * share), count(stars), coalesce(sum(stars), 0),
                   coalesce(sum(stars * stars), 0)
            FROM (
                SELECT part, prompt_version, avg(share) AS share, avg(stars) AS stars
                FROM (
                    SELECT {part} AS part, prompt_version, day, answer,
                           avg(coalesce(helpful, rating >= 4)::integer)::double precision AS share, avg(rating)::double precision AS stars
                    FROM llm_feedback
                    WHERE day = ANY ($3) AND signal = $1 AND prompt_version = ANY ($2) AND delay_days <= $4
                    GROUP BY part, prompt_version, day, answer, explanation_id
                ) of_explanation
                GROUP BY part, prompt_version, day, answer
            ) of_answer
            GROUP BY part, prompt_version
            """;
    }

    private static ArmDay ReadDay(NpgsqlDataReader reader)
    {
        var tally = TallyReader.Read(reader, 2);
        return new ArmDay(
            reader.GetFieldValue<DateOnly>(0),
            reader.GetString(1),
            tally,
            new Observations(
                tally.Explanations,
                reader.GetInt64(13),
                reader.GetDouble(14),
                reader.GetDouble(15),
                reader.GetInt64(16),
                reader.GetDouble(17),
                reader.GetDouble(18),
                reader.GetDouble(19),
                reader.GetDouble(20),
                reader.GetInt64(21)
            ),
            reader.GetInt64(22),
            reader.GetInt64(23)
        );
    }

    private static Experiment Read(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<Experiment>(reader.GetString(0), StoredJson.Options)!;
}
