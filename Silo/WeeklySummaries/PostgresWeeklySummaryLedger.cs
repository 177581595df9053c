using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Hosting;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.WeeklySummaries;

/// <inheritdoc cref="IWeeklySummaryLedger" />
internal sealed class PostgresWeeklySummaryLedger(NpgsqlDataSource database) : IWeeklySummaryLedger
{
    private const string File =
        """
        INSERT INTO weekly_learning_summaries (year, week, version, generated_at, generated_by, is_complete, total, pnl, summary)
        SELECT $1, $2, version, generated_at, generated_by, is_complete, total, pnl, summary
        FROM unnest($3::integer[], $4::timestamptz[], $5::text[], $6::boolean[], $7::integer[], $8::numeric[], $9::jsonb[])
            AS s(version, generated_at, generated_by, is_complete, total, pnl, summary)
        ON CONFLICT DO NOTHING
        """;

    private const string FileReview =
        """
        INSERT INTO weekly_summary_reviews (year, week, review_status, review_notes, version, reviewed_by, reviewed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (year, week) DO UPDATE SET review_status = excluded.review_status, review_notes = excluded.review_notes, version = excluded.version,
            reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at
        """;

    private const string Latest =
        """
        SELECT s.summary::text, r.review_status, r.review_notes, r.version, r.reviewed_by, r.reviewed_at
        FROM (SELECT DISTINCT ON (year, week) * FROM weekly_learning_summaries WHERE $1::integer IS NULL OR year = $1 ORDER BY year DESC, week DESC, version DESC) s
        LEFT JOIN weekly_summary_reviews r USING (year, week)
        ORDER BY year DESC, week DESC LIMIT $2
        """;

    public async Task FileAsync(IsoWeek week, ImmutableArray<WeeklySummary> versions, SummaryReview? review)
    {
        await DatabaseReads.ExecuteAsync(
            database, File, new() { Value = week.Year }, new() { Value = week.Week },
            Sql.Column(versions, one => one.Version, NpgsqlDbType.Integer), Sql.Column(versions, one => one.GeneratedAt.UtcDateTime, NpgsqlDbType.TimestampTz),
            Sql.Column(versions, one => one.GeneratedBy, NpgsqlDbType.Text), Sql.Column(versions, one => one.IsComplete, NpgsqlDbType.Boolean),
            Sql.Column(versions, one => one.Figures.Total, NpgsqlDbType.Integer), Sql.Column(versions, one => one.Figures.Pnl, NpgsqlDbType.Numeric),
            Sql.Column(versions, one => JsonSerializer.Serialize(one, GrainStateSerializer.Json), NpgsqlDbType.Jsonb));
        if (review is null)
            return;
        await DatabaseReads.ExecuteAsync(
            database, FileReview, new() { Value = week.Year }, new() { Value = week.Week }, new() { Value = Sql.Word(review.Status) }, Sql.Text(review.Notes),
            new() { Value = review.Version }, new() { Value = review.By }, Sql.Time(review.At));
    }

    public Task<ImmutableArray<WeeklySummaryRecord>> ReadAsync(int? year, int most) => DatabaseReads.ListAsync(
        database, Latest, [Sql.Optional(year, NpgsqlDbType.Integer), new() { Value = most }],
        reader =>
        {
            var summary = JsonSerializer.Deserialize<WeeklySummary>(reader.GetString(0), GrainStateSerializer.Json)!;
            var review = reader.IsDBNull(1) ? null : new SummaryReview(
                Sql.Value<ReviewStatus>(reader.GetString(1)), reader.TextOrNull(2), reader.GetInt32(3), reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5));
            return new WeeklySummaryRecord(summary, summary.Version, review);
        });
}
