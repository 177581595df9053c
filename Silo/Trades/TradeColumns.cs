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
        t.quantity, t.fees, t.pnl, t.status, t.entry_reasoning, t.stop_price, t.lowest_price, t.highest_price, t.candles::text, t.currency,
        t.asset_type, t.multiplier
        """;

    /// <summary>The same, with no candles.</summary>
    internal static readonly string OfTradeAlone = OfTrade.Replace("t.candles::text", "'[]'", StringComparison.Ordinal);

    internal const string OfReview = """
        r.trade_id, r.what_happened, r.what_worked, r.what_didnt_work, r.setup_validity, r.performance_rating, r.lessons, r.reviewer,
        r.fallback_reason, r.reviewed_at, r.cost_usd
        """;

    /// <summary>The columns of <see cref="OfReview"/>.</summary>
    internal const int ReviewColumns = 11;

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
            reader.GetString(20),
            reader.TextOrNull(21) is { } asset ? Sql.Value<AssetType>(asset) : null,
            reader.GetDecimal(22)
        );

    /// <summary>Reads the columns of <see cref="OfReview"/> from a column on; null where there is none.</summary>
    internal static TradeReview? ReadReview(NpgsqlDataReader reader, int first) =>
        reader.IsDBNull(first)
            ? null
            : new TradeReview(
                reader.GetString(first),
                reader.GetString(first + 1),
                [.. reader.GetFieldValue<string[]>(first + 2)],
                [.. reader.GetFieldValue<string[]>(first + 3)],
                Validity(reader.GetString(first + 4)),
                reader.GetInt16(first + 5),
                [.. reader.GetFieldValue<string[]>(first + 6)],
                reader.GetString(first + 7),
                reader.TextOrNull(first + 8),
                reader.GetFieldValue<DateTimeOffset>(first + 9),
                reader.GetDecimal(first + 10)
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

    /// <summary>
    /// Reads side, entry, exit, receipt, P&amp;L, currency, entry price, units, stop, lowest and highest price, and lessons, from a column
    /// on.
    /// </summary>
    internal static TradeCourse ReadCourse(NpgsqlDataReader reader, int first)
    {
        var side = reader.GetString(first) == "long" ? TradeSide.Long : TradeSide.Short;
        var (pnl, entryPrice, units) = (reader.GetDecimal(first + 4), reader.GetDecimal(first + 6), reader.GetDecimal(first + 7));
        var prices = new TradePrices(
            side,
            entryPrice,
            units,
            NumberOrNull(reader, first + 8),
            NumberOrNull(reader, first + 9),
            NumberOrNull(reader, first + 10)
        );
        return new TradeCourse(
            side,
            reader.GetFieldValue<DateTimeOffset>(first + 1),
            reader.GetFieldValue<DateTimeOffset>(first + 2),
            reader.GetFieldValue<DateTimeOffset>(first + 3),
            pnl,
            reader.GetString(first + 5),
            (double)(pnl / prices.Paid),
            (double?)prices.RMultiple(pnl),
            (double?)prices.AdverseExcursion,
            (double?)prices.FavourableExcursion,
            reader.IsDBNull(first + 11) ? [] : [.. reader.GetFieldValue<string[]>(first + 11)]
        );
    }
}
