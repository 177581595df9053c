using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.WeeklySummaries;

/// <inheritdoc cref="IWeeklySummaryLedger" />
internal sealed class PostgresWeeklySummaryLedger(NpgsqlDataSource database) : IWeeklySummaryLedger
{
    private const string File = """
        INSERT INTO weekly_learning_summaries (year, week, version, generated_at, generated_by, is_complete, total, pnl, summary)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
        """;

    private const string FileReview = """
        INSERT INTO weekly_summary_reviews (year, week, review_status, review_notes, version, reviewed_by, reviewed_at) VALUES ($1,
            $2, $3, $4, $5, $6, $7)
        ON CONFLICT (year, week) DO UPDATE SET review_status = excluded.review_status, review_notes = excluded.review_notes,
            version = excluded.version,
            reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at
        """;

    private const string Latest = """
        NOT EXISTS (SELECT FROM weekly_learning_summaries n WHERE n.year = s.year AND n.week = s.week AND n.version > s.version)
        """;

    private static readonly SqlKey s_week = new("(s.year * 100 + s.week)", SortKind.Whole);
    private static readonly KeysetList<WeeklySummarySort> s_list = new(
        "s.summary::text, r.review_status, r.review_notes, r.version, r.reviewed_by, r.reviewed_at",
        "weekly_learning_summaries s LEFT JOIN weekly_summary_reviews r ON r.year = s.year AND r.week = s.week",
        s_week,
        new() { [WeeklySummarySort.Week] = s_week, [WeeklySummarySort.GeneratedAt] = new("s.generated_at", SortKind.Time) }
    );

    public async Task FileAsync(WeeklySummary summary, SummaryReview? review)
    {
        var week = summary.Week;
        await RepeatableSql.ExecuteAsync(
            database,
            File,
            new() { Value = week.Year },
            new() { Value = week.Week },
            new() { Value = summary.Version },
            Sql.Time(summary.GeneratedAt),
            new() { Value = summary.GeneratedBy },
            new() { Value = summary.IsComplete },
            new() { Value = summary.Figures.Total },
            new() { Value = summary.Figures.Pnl },
            Sql.Json(JsonSerializer.Serialize(summary, StoredJson.Options))
        );
        if (review is null)
            return;
        await RepeatableSql.ExecuteAsync(
            database,
            FileReview,
            new() { Value = week.Year },
            new() { Value = week.Week },
            new() { Value = Sql.Word(review.Status) },
            Sql.Text(review.Notes),
            new() { Value = review.Version },
            new() { Value = review.By },
            Sql.Time(review.At)
        );
    }

    public async Task<WeeklySummary?> FindAsync(IsoWeek week, int version) =>
        (
            await RepeatableSql.ListAsync(
                database,
                "SELECT summary::text FROM weekly_learning_summaries WHERE year = $1 AND week = $2 AND version = $3",
                [new() { Value = week.Year }, new() { Value = week.Week }, new() { Value = version }],
                Read
            )
        ).FirstOrDefault();

    public Task<ListPart<WeeklySummaryRecord>> ListAsync(WeeklySummaryFilter filter, ListRequest<WeeklySummarySort> request) =>
        s_list.ReadAsync(
            database,
            new SqlConditions()
                .Add(Latest)
                .Where("s.year = {0}", Sql.Optional(filter.Year, NpgsqlDbType.Integer))
                .Where("coalesce(r.review_status, 'pending') = {0}", Sql.Text(filter.Status is { } status ? Sql.Word(status) : null)),
            request,
            reader =>
            {
                var summary = Read(reader);
                var review = reader.IsDBNull(1)
                    ? null
                    : new SummaryReview(
                        Sql.Value<ReviewStatus>(reader.GetString(1)),
                        reader.TextOrNull(2),
                        reader.GetInt32(3),
                        reader.GetString(4),
                        reader.GetFieldValue<DateTimeOffset>(5)
                    );
                return new WeeklySummaryRecord(summary, summary.Version, review);
            }
        );

    public async Task<ImmutableArray<(IsoWeek Week, long Through)>> ReadChangedWeeksAsync()
    {
        // A week without a summary has nothing to be made anew: its first one sees everything.
        await RepeatableSql.ExecuteAsync(
            database,
            "DELETE FROM changed_days d WHERE NOT EXISTS (SELECT FROM weekly_learning_summaries s "
                + "WHERE s.year = extract(isoyear FROM d.day) AND s.week = extract(week FROM d.day))"
        );
        return await RepeatableSql.ListAsync(
            database,
            "SELECT extract(isoyear FROM day)::integer, extract(week FROM day)::integer, max(id) FROM changed_days GROUP BY 1, 2 ORDER "
                + "BY 1, 2",
            [],
            reader => (new IsoWeek(reader.GetInt32(0), reader.GetInt32(1)), reader.GetInt64(2))
        );
    }

    public Task ForgetChangesAsync(IsoWeek week, long through) =>
        RepeatableSql.ExecuteAsync(
            database,
            "DELETE FROM changed_days WHERE day BETWEEN $1 AND $2 AND id <= $3",
            new() { Value = week.Monday },
            new() { Value = week.Sunday },
            new() { Value = through }
        );

    private static WeeklySummary Read(NpgsqlDataReader reader) =>
        JsonSerializer.Deserialize<WeeklySummary>(reader.GetString(0), StoredJson.Options)!;
}
