using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyLedger" />
internal sealed class PostgresStrategyLedger(NpgsqlDataSource database, IClock clock) : IStrategyLedger
{
    private const string Columns = "id, name, description, is_active";

    private const string Scored = $"""
        SELECT {Columns}, effectiveness_score, total_trades, winning_trades, pnl_by_currency::text, avg_rating,
               valid_setups, edge_case_setups, invalid_setups, unreviewed_trades,
               NOT EXISTS (SELECT FROM trade_reviews v
                           WHERE v.rule_id = r.id AND v.reviewed_at > coalesce(r.scored_through - $2, '-infinity'::timestamptz))
               AND NOT EXISTS (SELECT FROM trades t
                               WHERE t.rule_id = r.id AND t.received_at > coalesce(r.scored_through - $2, '-infinity'::timestamptz)),
               coalesce(r.scored_through, r.created_at)
        FROM strategy_rules r WHERE r.is_active OR NOT $1
        """;

    private const string Save = """
        UPDATE strategy_rules SET
            effectiveness_score = $2, total_trades = $3, winning_trades = $4, pnl_by_currency = $5, avg_rating = $6,
            valid_setups = $7, edge_case_setups = $8, invalid_setups = $9, unreviewed_trades = $10, scored_through = $11
        WHERE id = $1 AND (scored_through IS NULL OR scored_through <= $11)
        """;

    public async Task<bool> AddAsync(StrategyRule rule) =>
        await RepeatableSql.ExecuteAsync(
            database,
            "INSERT INTO strategy_rules (id, name, description, is_active, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5) "
                + "ON CONFLICT (id) DO NOTHING",
            new() { Value = rule.Id },
            new() { Value = rule.Name },
            Sql.Text(rule.Description),
            new() { Value = rule.IsActive },
            new() { Value = clock.UtcNow.UtcDateTime }
        ) > 0;

    public async Task<StrategyRule?> ChangeAsync(string id, string? name, string? description, bool? isActive) =>
        (
            await RepeatableSql.ListAsync(
                database,
                "UPDATE strategy_rules SET name = coalesce($2, name), description = coalesce($3, description), is_active = "
                    + $"coalesce($4, is_active), updated_at = $5 WHERE id = $1 RETURNING {Columns}",
                [
                    new() { Value = id },
                    Sql.Text(name),
                    Sql.Text(description),
                    new() { Value = (object?)isActive ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean },
                    new() { Value = clock.UtcNow.UtcDateTime },
                ],
                Read
            )
        ).FirstOrDefault();

    public Task<ImmutableArray<ScoredRule>> ReadScoredAsync(bool activeOnly, TimeSpan overlap) =>
        RepeatableSql.ListAsync(
            database,
            Scored,
            [new() { Value = activeOnly }, new() { Value = overlap, NpgsqlDbType = NpgsqlDbType.Interval }],
            reader => new ScoredRule(
                Read(reader),
                new StrategyFigures(
                    new Effectiveness(reader.GetDouble(4), reader.GetInt32(5), reader.GetInt32(6)),
                    JsonSerializer.Deserialize<ImmutableArray<CurrencyPnl>>(reader.GetString(7), StoredJson.Options),
                    reader.IsDBNull(8) ? null : reader.GetDouble(8),
                    reader.GetInt32(9),
                    reader.GetInt32(10),
                    reader.GetInt32(11),
                    reader.GetInt32(12)
                ),
                reader.GetBoolean(13),
                reader.GetFieldValue<DateTimeOffset>(14)
            )
        );

    public Task SaveAsync(string id, StrategyFigures figures, DateTimeOffset through) =>
        RepeatableSql.ExecuteAsync(
            database,
            Save,
            new() { Value = id },
            new() { Value = figures.Effectiveness.Score },
            new() { Value = figures.Effectiveness.TotalTrades },
            new() { Value = figures.Effectiveness.WinningTrades },
            Sql.Json(JsonSerializer.Serialize(figures.PnlByCurrency, StoredJson.Options)),
            Sql.Optional(figures.MeanRating, NpgsqlDbType.Double),
            new() { Value = figures.Valid },
            new() { Value = figures.EdgeCases },
            new() { Value = figures.Invalid },
            new() { Value = figures.Unreviewed },
            Sql.Time(through)
        );

    public async Task<StrategyRule?> FindAsync(string id) =>
        (
            await RepeatableSql.ListAsync(database, $"SELECT {Columns} FROM strategy_rules WHERE id = $1", [new() { Value = id }], Read)
        ).FirstOrDefault();

    private static StrategyRule Read(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.TextOrNull(2), reader.GetBoolean(3));
}
