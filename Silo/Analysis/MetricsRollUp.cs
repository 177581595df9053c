using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;

namespace LearningActors.Analysis;

/// <summary>Makes <c>llm_metrics</c> of closed days. A day is made whole, in one transaction, as often as asked.</summary>
internal static class MetricsRollUp
{
    private static readonly string s_dueDays = $"""
        SELECT d::date FROM generate_series((SELECT min(day) FROM llm_explanations), $1::date, interval '1 day') d
        WHERE d::date NOT IN (SELECT day FROM llm_rolled_days) ORDER BY 1
        """;

    private static readonly string s_rollUp = $"""
        WITH wanted AS (SELECT $1::date AS day), rolled AS (
            INSERT INTO llm_metrics_days (day, rolled_up_at) VALUES ($1, $2)
            ON CONFLICT (day) DO UPDATE SET rolled_up_at = excluded.rolled_up_at
        )
        INSERT INTO llm_metrics (date, signal_type, ticker, prompt_version, model_used, {TallySql.Columns}, created_at)
        SELECT day, signal, ticker, prompt_version, model_used, {TallySql.Columns}, $2 FROM {TallySql.FactsOfWantedDays}
        ON CONFLICT (date, signal_type, ticker, prompt_version, model_used) DO UPDATE SET
            total_explanations = excluded.total_explanations, cached = excluded.cached, fallbacks = excluded.fallbacks,
            rated = excluded.rated, feedback = excluded.feedback, positive = excluded.positive, ratings = excluded.ratings,
            rating_sum = excluded.rating_sum, rating_square_sum = excluded.rating_square_sum,
            cost_usd = excluded.cost_usd, latency_ms_sum = excluded.latency_ms_sum
        """;

    internal static async Task<ImmutableArray<DateOnly>> RunAsync(NpgsqlDataSource database, DateOnly through, IClock clock)
    {
        var due = await ReadDueAsync(database, through);
        foreach (var day in due)
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var exclusive = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.RollUp})", connection))
                await exclusive.ExecuteNonQueryAsync();
            await using (var rollUp = new NpgsqlCommand(s_rollUp, connection) { CommandTimeout = 300 })
            {
                rollUp.Parameters.AddWithValue(day);
                rollUp.Parameters.AddWithValue(clock.UtcNow.UtcDateTime);
                await rollUp.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        return due;
    }

    private static async Task<ImmutableArray<DateOnly>> ReadDueAsync(NpgsqlDataSource database, DateOnly through)
    {
        await using var command = database.CreateCommand(s_dueDays);
        command.Parameters.AddWithValue(through);
        await using var reader = await command.ExecuteReaderAsync();
        var days = ImmutableArray.CreateBuilder<DateOnly>();
        while (await reader.ReadAsync())
            days.Add(reader.GetFieldValue<DateOnly>(0));
        return days.ToImmutable();
    }
}
