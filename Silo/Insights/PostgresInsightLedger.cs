using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using LearningActors.Statistics;
using LearningActors.Trades;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Insights;

/// <inheritdoc cref="IInsightLedger" />
internal sealed class PostgresInsightLedger(NpgsqlDataSource database) : IInsightLedger
{
    private const string Columns = """
        id, insight_type, insight, market_conditions::text, scope::text, is_better, wins, sample_size, rest_wins, rest_size,
        confidence_score, supporting_trades::text, found_by, is_active, created_at, updated_at,
        variants::text, course::text, rest_course::text, expected::text,
        outcome, result::text, rest_result::text, expected_difference::text,
        decision, decision_reason, decided_by, decided_at
        """;

    private const string Save = """
        INSERT INTO learning_journal (id, claim, insight_type, insight, supporting_trades, confidence_score, sample_size, wins,
            rest_size, rest_wins, is_better,
                                      market_conditions, scope, found_by, is_active, created_at, updated_at, variants, course, rest_course,
                                      expected, outcome, result, rest_result, expected_difference)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24, $25)
        ON CONFLICT (id) DO UPDATE SET
            insight_type = excluded.insight_type, insight = excluded.insight, supporting_trades = excluded.supporting_trades,
                confidence_score = excluded.confidence_score,
            sample_size = excluded.sample_size, wins = excluded.wins, rest_size = excluded.rest_size, rest_wins = excluded.rest_wins,
            is_active = excluded.is_active, updated_at = excluded.updated_at, variants = excluded.variants, course = excluded.course,
            rest_course = excluded.rest_course, expected = excluded.expected,
            result = excluded.result, rest_result = excluded.rest_result, expected_difference = excluded.expected_difference
        """;

    private static readonly KeysetList<InsightSort> s_list = new(
        Columns,
        "learning_journal",
        new("id", SortKind.Uuid),
        new()
        {
            [InsightSort.Confidence] = new("confidence_score", SortKind.Number),
            [InsightSort.CreatedAt] = new("created_at", SortKind.Time),
            [InsightSort.UpdatedAt] = new("updated_at", SortKind.Time),
        }
    );

    public Task<ImmutableArray<Insight>> ReadAllAsync() =>
        RepeatableSql.ListAsync(database, $"SELECT {Columns} FROM learning_journal ORDER BY id", [], Read);

    public Task<ListPart<Insight>> ListAsync(InsightFilter filter, ListRequest<InsightSort> request) =>
        s_list.ReadAsync(
            database,
            new SqlConditions()
                .Where("insight_type = {0}", Sql.Text(filter.Type is { } type ? Sql.Word(type) : null))
                .Where("confidence_score >= {0}", Sql.Optional<double>(filter.MinConfidence, NpgsqlDbType.Double))
                .Where("is_active = {0}", Sql.Optional(filter.IsActive, NpgsqlDbType.Boolean))
                .Where("coalesce(decision, 'undecided') = {0}", Sql.Text(filter.Decision is { } decision ? Sql.Word(decision) : null)),
            request,
            Read
        );

    public Task SaveAsync(ImmutableArray<Insight> insights) =>
        insights.IsEmpty
            ? Task.CompletedTask
            : RepeatableSql.RunAsync(
                database,
                async () =>
                {
                    await using var connection = await database.OpenConnectionAsync();
                    await using var batch = new NpgsqlBatch(connection);
                    foreach (var insight in insights)
                        batch.BatchCommands.Add(Command(insight));
                    return await batch.ExecuteNonQueryAsync();
                }
            );

    public async Task<Insight?> FindAsync(Guid id) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {Columns} FROM learning_journal WHERE id = $1",
                [new() { Value = id }],
                reader => (Insight?)Read(reader)
            )
        ).FirstOrDefault();

    public Task DecideAsync(Guid id, InsightDecision? decision) =>
        RepeatableSql.ExecuteAsync(
            database,
            "UPDATE learning_journal SET decision = $2, decision_reason = $3, decided_by = $4, decided_at = $5, decisions = decisions + 1 "
                + "WHERE id = $1",
            new() { Value = id },
            Sql.Text(decision is null ? null : Sql.Word(decision.Kind)),
            Sql.Text(decision?.Reason),
            Sql.Text(decision?.By),
            Sql.Optional(decision?.At.UtcDateTime, NpgsqlDbType.TimestampTz)
        );

    public async Task<JournalVersion> ReadVersionAsync() =>
        (
            await RepeatableSql.ListAsync(
                database,
                "SELECT max(updated_at), coalesce(sum(decisions), 0) FROM learning_journal",
                [],
                reader => new JournalVersion(reader.TimeOrNull(0), reader.GetInt64(1))
            )
        )[0];

    private static NpgsqlBatchCommand Command(Insight insight) =>
        new(Save)
        {
            Parameters =
            {
                new() { Value = insight.Id },
                new() { Value = InsightClaim.Of(insight) },
                new() { Value = JsonNamingPolicy.SnakeCaseLower.ConvertName(insight.Type.ToString()) },
                new() { Value = insight.Text },
                Sql.Json(JsonSerializer.Serialize(insight.SupportingTrades)),
                new() { Value = insight.Confidence },
                new() { Value = insight.WinRate.N },
                new() { Value = insight.WinRate.Count },
                new() { Value = insight.RestWinRate.N },
                new() { Value = insight.RestWinRate.Count },
                new() { Value = insight.IsBetter },
                Sql.Json(JsonSerializer.Serialize(insight.Conditions, StoredJson.Options)),
                Sql.Json(JsonSerializer.Serialize(insight.Scope, StoredJson.Options)),
                new() { Value = insight.FoundBy },
                new() { Value = insight.IsActive },
                new() { Value = insight.CreatedAt.UtcDateTime },
                new() { Value = insight.UpdatedAt.UtcDateTime },
                Sql.Json(JsonSerializer.Serialize(insight.Variants, StoredJson.Options)),
                JsonOrNull(insight.Course),
                JsonOrNull(insight.RestCourse),
                JsonOrNull(insight.ExpectedWinRate),
                new() { Value = Sql.Word(insight.Outcome) },
                JsonOrNull(insight.Result),
                JsonOrNull(insight.RestResult),
                JsonOrNull(insight.ExpectedDifference),
            },
        };

    private static Insight Read(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            Enum.Parse<InsightType>(reader.GetString(1).Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            reader.GetString(2),
            JsonSerializer.Deserialize<TradeConditions>(reader.GetString(3), StoredJson.Options)!,
            JsonSerializer.Deserialize<TradeConditions>(reader.GetString(4), StoredJson.Options)!,
            reader.GetBoolean(5),
            WilsonInterval.Proportion(reader.GetInt64(6), reader.GetInt64(7)),
            WilsonInterval.Proportion(reader.GetInt64(8), reader.GetInt64(9)),
            reader.GetDouble(10),
            JsonSerializer.Deserialize<ImmutableArray<string>>(reader.GetString(11)),
            reader.GetString(12),
            reader.GetBoolean(13),
            reader.GetFieldValue<DateTimeOffset>(14),
            reader.GetFieldValue<DateTimeOffset>(15),
            JsonSerializer.Deserialize<ImmutableArray<InsightVariant>>(reader.GetString(16), StoredJson.Options),
            JsonOrNull<CourseFigures>(reader, 17),
            JsonOrNull<CourseFigures>(reader, 18),
            JsonOrNull<Estimate>(reader, 19),
            Sql.Value<InsightOutcome>(reader.GetString(20)),
            JsonOrNull<Estimate>(reader, 21),
            JsonOrNull<Estimate>(reader, 22),
            JsonOrNull<Estimate>(reader, 23),
            reader.TextOrNull(24) is { } decision
                ? new InsightDecision(
                    Sql.Value<InsightDecisionKind>(decision),
                    reader.GetString(25),
                    reader.GetString(26),
                    reader.GetFieldValue<DateTimeOffset>(27)
                )
                : null
        );

    private static NpgsqlParameter JsonOrNull<T>(T? value)
        where T : class =>
        new()
        {
            Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, StoredJson.Options),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        };

    private static T? JsonOrNull<T>(NpgsqlDataReader reader, int column)
        where T : class => reader.TextOrNull(column) is { } json ? JsonSerializer.Deserialize<T>(json, StoredJson.Options) : null;
}
