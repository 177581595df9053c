using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;

namespace LearningActors.Analysis;

/// <inheritdoc cref="IAnalysisLedger" />
internal sealed class PostgresAnalysisLedger(NpgsqlDataSource database, IClock clock) : IAnalysisLedger
{
    private static readonly string s_whole = $"""
        WITH rolled AS (SELECT day FROM llm_rolled_days), wanted AS (
            SELECT d::date AS day FROM generate_series((SELECT min(day) FROM llm_explanations), $3::date, interval '1 day') d
            WHERE d::date NOT IN (SELECT day FROM rolled)
        )
        SELECT date, prompt_version, model_used, {TallySql.Columns} FROM llm_metrics
        WHERE ticker = $1 AND signal_type = $2 AND date IN (SELECT day FROM rolled)
        UNION ALL
        SELECT day, prompt_version, model_used, {TallySql.Columns}
        FROM {TallySql.FactsOfWantedDays} AND ticker = $1 AND signal = $2
        """;

    // What is not late came on its own day, give or take how much the clocks of silos differ.
    private static readonly string s_changed = $"""
        WITH wanted AS (
            SELECT d::date AS day FROM generate_series(($4 AT TIME ZONE 'UTC')::date - 1, $3::date, interval '1 day') d
            WHERE EXISTS (SELECT FROM llm_explanations e WHERE e.day = d::date AND e.ticker = $1 AND e.signal = $2
                AND e.generated_at > $4)
               OR EXISTS (SELECT FROM llm_feedback f WHERE f.day = d::date AND f.ticker = $1 AND f.signal = $2 AND f.updated_at > $4)
            UNION
            SELECT day FROM llm_explanations WHERE received_at IS NOT NULL AND ticker = $1 AND signal = $2 AND received_at > $4
                AND day <= $3
            UNION
            SELECT day FROM llm_feedback WHERE late AND ticker = $1 AND signal = $2 AND updated_at > $4 AND day <= $3
        )
        SELECT day, prompt_version, model_used, {TallySql.Columns}
        FROM {TallySql.FactsOfWantedDays} AND ticker = $1 AND signal = $2
        """;

    private readonly MetricsRollUp _rollUp = new(database, clock);

    private DateOnly Today => DateOnly.FromDateTime(clock.UtcNow.UtcDateTime);

    public Task<ImmutableArray<DayTally>> ReadTickerSignalAsync(string ticker, SignalType signal, DateTimeOffset? changedSince) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var command = database.CreateCommand(changedSince is null ? s_whole : s_changed);
                command.Parameters.AddWithValue(ticker);
                command.Parameters.AddWithValue(signal.Text());
                command.Parameters.AddWithValue(Today);
                if (changedSince is { } since)
                    command.Parameters.AddWithValue(since.UtcDateTime);
                await using var reader = await command.ExecuteReaderAsync();
                var days = ImmutableArray.CreateBuilder<DayTally>();
                while (await reader.ReadAsync())
                    days.Add(
                        new DayTally(
                            reader.GetFieldValue<DateOnly>(0),
                            reader.GetString(1),
                            reader.GetString(2),
                            TallyReader.Read(reader, 3)
                        )
                    );
                return days.ToImmutable();
            }
        );

    public Task<AnalyticsSums> ReadAnalyticsAsync(DateOnly from, DateOnly to) =>
        RepeatableSql.RunAsync(database, () => SumQueries.ReadAnalyticsAsync(database, from, to, Today));

    public Task<LearningSums> ReadLearningAsync(IsoWeek from) =>
        RepeatableSql.RunAsync(database, () => SumQueries.ReadLearningAsync(database, from, Today));

    public Task<ImmutableArray<DateOnly>> RollUpAsync(DateOnly through) =>
        RepeatableSql.RunAsync(database, () => _rollUp.CloseAsync(through));

    public Task RefreshAsync(DateOnly from) => RepeatableSql.RunAsync(database, () => _rollUp.RefreshAsync(from, Today));
}
