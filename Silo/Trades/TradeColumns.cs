using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Trades;

/// <summary>How a trade and its review stand in their tables.</summary>
internal static class TradeColumns
{
    internal const string OfTrade = """
        t.id, t.rule_id, t.symbol, t.side, t.setup_type, t.market_phase, t.timeframe, t.entry_time, t.exit_time, t.entry_price,
            t.exit_price,
        t.quantity, t.fees, t.pnl, t.status, t.entry_reasoning, t.stop_price, t.lowest_price, t.highest_price, t.candles::text, t.currency
        """;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    internal static string Text(TradeStatus status) =>
        status switch
        {
            TradeStatus.Stopped => "stopped",
            TradeStatus.Tp1Hit => "tp1_hit",
            TradeStatus.Tp2Hit => "tp2_hit",
            TradeStatus.Tp3Hit => "tp3_hit",
            _ => "closed",
        };

    internal static string Text(SetupValidity validity) =>
        validity switch
        {
            SetupValidity.Valid => "valid",
            SetupValidity.Invalid => "invalid",
            _ => "edge_case",
        };

    internal static SetupValidity Validity(string text) =>
        text switch
        {
            "valid" => SetupValidity.Valid,
            "invalid" => SetupValidity.Invalid,
            _ => SetupValidity.EdgeCase,
        };

    /// <summary>Reads the columns of <see cref="OfTrade"/>.</summary>
    internal static Trade Read(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3) == "long" ? TradeSide.Long : TradeSide.Short,
            reader.TextOrNull(4),
            reader.TextOrNull(5),
            reader.TextOrNull(6),
            reader.GetFieldValue<DateTimeOffset>(7),
            reader.GetFieldValue<DateTimeOffset>(8),
            reader.GetDecimal(9),
            reader.GetDecimal(10),
            reader.GetDecimal(11),
            reader.GetDecimal(12),
            reader.GetDecimal(13),
            Status(reader.GetString(14)),
            reader.TextOrNull(15),
            NumberOrNull(reader, 16),
            NumberOrNull(reader, 17),
            NumberOrNull(reader, 18),
            JsonSerializer.Deserialize<ImmutableArray<Candle>>(reader.GetString(19), Json),
            reader.GetString(20)
        );

    private static decimal? NumberOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDecimal(column);

    private static TradeStatus Status(string text) =>
        text switch
        {
            "stopped" => TradeStatus.Stopped,
            "tp1_hit" => TradeStatus.Tp1Hit,
            "tp2_hit" => TradeStatus.Tp2Hit,
            "tp3_hit" => TradeStatus.Tp3Hit,
            _ => TradeStatus.Closed,
        };
}
