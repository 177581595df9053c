using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Analysis;

/// <summary>
/// Makes <c>llm_metrics</c> and the sums that pages read. The days of a week are made whole, in one transaction, as often as asked.
/// </summary>
internal sealed class MetricsRollUp(NpgsqlDataSource database, IClock clock)
{
    private const string DueClosedDays = """
        SELECT d::date FROM generate_series((SELECT min(day) FROM llm_explanations), $1::date, interval '1 day') d
        WHERE d::date NOT IN (SELECT day FROM llm_rolled_days)
           OR EXISTS (SELECT FROM llm_metrics_days m WHERE m.day = d::date AND m.sampled IS NULL)
        ORDER BY 1
        """;

    // A day that was rolled up while it went on is due again when something came since; a commit may come after the time that it bears.
    private const string DueDays = """
        SELECT d::date
        FROM generate_series(greatest($1::date, (SELECT min(day) FROM llm_explanations)), $2::date, interval '1 day') d
            LEFT JOIN llm_metrics_days m ON m.day = d::date
        WHERE m.sampled IS NULL
           OR d::date NOT IN (SELECT day FROM llm_rolled_days WHERE day BETWEEN $1 AND $2)
              AND (m.rolled_up_at >= llm_closed_at(m.day)
                   OR EXISTS (SELECT FROM llm_explanations e WHERE e.day = m.day
                       AND coalesce(e.received_at, e.generated_at) > m.rolled_up_at - interval '1 minute')
                   OR EXISTS (SELECT FROM llm_feedback f WHERE f.day = m.day AND f.updated_at > m.rolled_up_at - interval '1 minute'))
        ORDER BY 1
        """;

    private const string NotArchived = """
        SELECT d.day FROM unnest($1::date[]) d(day)
        WHERE NOT EXISTS (SELECT FROM llm_metrics_days m WHERE m.day = d.day AND m.archived_at IS NOT NULL)
        """;

    /// <summary>Rolls up what is due of the days up to one that has ended.</summary>
    internal async Task<ImmutableArray<DateOnly>> CloseAsync(DateOnly through) =>
        await MakeAsync(await ReadDueAsync(DueClosedDays, through));

    /// <summary>Rolls up what is due of a range of days, which may go on.</summary>
    internal async Task<ImmutableArray<DateOnly>> RefreshAsync(DateOnly from, DateOnly to) =>
        await MakeAsync(await ReadDueAsync(DueDays, from, to));

    private async Task<ImmutableArray<DateOnly>> MakeAsync(ImmutableArray<DateOnly> due)
    {
        foreach (var week in due.GroupBy(IsoWeek.Of))
            await MakeAsync(week.Key, [.. week]);
        return due;
    }

    private async Task MakeAsync(IsoWeek week, DateOnly[] days)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Statement.ExecuteLongAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.RollUp})");
        // What was archived since the days were listed has no facts to be made of.
        var listed = new NpgsqlParameter { Value = days };
        days = [.. await Statement.ReadAsync(connection, NotArchived, row => row.GetFieldValue<DateOnly>(0), listed)];
        if (days.Length == 0)
            return;
        var now = new NpgsqlParameter { Value = clock.UtcNow.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
        await Statement.ExecuteLongAsync(connection, SumSql.Days, new() { Value = days }, now);
        await Statement.ExecuteLongAsync(connection, SumSql.Week, new() { Value = week.Monday }, new() { Value = week.Sunday });
        await Statement.ExecuteLongAsync(connection, SumSql.WeekFactors, new() { Value = week.Monday }, new() { Value = week.Sunday });
        await transaction.CommitAsync();
    }

    private async Task<ImmutableArray<DateOnly>> ReadDueAsync(string sql, params DateOnly[] days)
    {
        await using var connection = await database.OpenConnectionAsync();
        var parameters = days.Select(day => new NpgsqlParameter { Value = day }).ToArray();
        return [.. await Statement.ReadAsync(connection, sql, row => row.GetFieldValue<DateOnly>(0), parameters)];
    }
}
