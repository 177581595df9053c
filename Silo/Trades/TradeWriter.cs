using System.Text.Json;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Trades;

/// <summary>Writes trades; those whose id is known stay as they are, those of an unknown rule are refused.</summary>
internal sealed class TradeWriter(IClock clock) : IBatchWriter<Trade, TradeOutcome>
{
    // Only what was stored, and what has no rule, comes back: the others were there.
    private const string Write = """
        WITH sent AS (
            SELECT t.*, EXISTS (SELECT FROM strategy_rules r WHERE r.id = t.rule_id) AS has_rule
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
                $9::timestamptz[],
                        $10::numeric[], $11::numeric[], $12::numeric[], $13::numeric[], $14::numeric[], $15::text[], $16::text[],
                            $17::numeric[],
                        $18::numeric[], $19::numeric[], $20::text[], $21::text[], $22::text[], $23::numeric[])
                WITH ORDINALITY AS t(id, rule_id, symbol, side, setup_type, market_phase, timeframe, entry_time, exit_time,
                                     entry_price, exit_price, quantity, fees, pnl, status, entry_reasoning, stop_price,
                                         lowest_price, highest_price, candles, currency, asset_type, multiplier, ordinal)
        ), stored AS (
            INSERT INTO trades (id, rule_id, symbol, side, setup_type, market_phase, timeframe, entry_time, exit_time, entry_price,
                exit_price,
                                quantity, fees, pnl, status, entry_reasoning, stop_price, lowest_price, highest_price, candles, currency,
                                asset_type, multiplier, received_at)
            SELECT id, rule_id, symbol, side, setup_type, market_phase, timeframe, entry_time, exit_time, entry_price, exit_price,
                   quantity, fees, pnl, status, entry_reasoning, stop_price, lowest_price, highest_price, candles::jsonb, currency,
                   asset_type, multiplier, $24
            FROM sent WHERE has_rule ORDER BY ordinal
            ON CONFLICT (id) DO NOTHING
            RETURNING id
        )
        SELECT id, true FROM stored UNION ALL SELECT id, false FROM sent WHERE NOT has_rule
        """;

    private static readonly TradeOutcome s_stored = new(TradeIntake.Stored);
    private static readonly TradeOutcome s_duplicate = new(TradeIntake.Duplicate);
    private static readonly TradeOutcome s_unknownRule = new(TradeIntake.UnknownRule, "Its strategy rule is unknown.");

    /// <inheritdoc />
    public string Fact => "trades";

    /// <inheritdoc />
    public Guid KeyOf(Trade fact) => HashedId.Of($"trade/{fact.Id}");

    /// <inheritdoc />
    public TradeOutcome Rejected(string reason) => new(TradeIntake.Rejected, reason);

    /// <inheritdoc />
    public async Task<TradeOutcome[]> WriteAsync(NpgsqlConnection connection, IReadOnlyList<Trade> facts)
    {
        await using var command = new NpgsqlCommand(Write, connection);
        command.Parameters.Add(Sql.Column(facts, trade => trade.Id, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Rule, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Symbol, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Side == TradeSide.Long ? "long" : "short", NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.SetupType, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.MarketPhase, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Timeframe, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.EntryTime.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Sql.Column(facts, trade => trade.ExitTime.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Sql.Column(facts, trade => trade.EntryPrice, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => trade.ExitPrice, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Quantity, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Fees, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Pnl, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => TradeColumns.Text(trade.Status), NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.EntryReasoning, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.StopPrice, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => trade.LowestPrice, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => trade.HighestPrice, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Column(facts, trade => JsonSerializer.Serialize(trade.Candles, TradeColumns.Json), NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Currency, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.AssetType is { } asset ? Sql.Word(asset) : null, NpgsqlDbType.Text));
        command.Parameters.Add(Sql.Column(facts, trade => trade.Multiplier, NpgsqlDbType.Numeric));
        command.Parameters.Add(Sql.Time(clock.UtcNow));
        await command.PrepareAsync().ConfigureAwait(false);

        var (stored, unknown) = (new HashSet<string>(facts.Count), new HashSet<string>());
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
            (reader.GetBoolean(1) ? stored : unknown).Add(reader.GetString(0));
        // Of two with one id in a batch the first was stored.
        return
        [
            .. facts.Select(trade =>
                stored.Remove(trade.Id) ? s_stored
                : unknown.Contains(trade.Id) ? s_unknownRule
                : s_duplicate
            ),
        ];
    }
}
