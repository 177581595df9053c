using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LearningActors.Http;

namespace LearningActors.Trades;

/// <summary>Reads a trade.</summary>
internal static class TradeRequests
{
    private const decimal Least = 0.000000000001m;
    private const decimal Most = 1_000_000_000_000m;
    private const int MostCandles = 2000;

    internal static Trade? Read(FieldReader fields)
    {
        var id = Required(fields, "trade_id", 100, "the engine's id of the trade");
        var rule = Required(fields, "strategy_rule", 100, "the id of a strategy rule");
        var symbol = Required(fields, "symbol", 40, "such as BTC/USD");
        fields.Require("side", "long or short");
        var side = fields.Choice<TradeSide>("side");
        var status = fields.Choice<TradeStatus>("status") ?? TradeStatus.Closed;
        var (entryTime, exitTime) = (RequiredTime(fields, "entry_time"), RequiredTime(fields, "exit_time"));
        if (exitTime < entryTime)
            fields.Fault("exit_time", "The exit is before the entry.");
        var (entryPrice, exitPrice, quantity) = (
            Positive(fields, "entry_price"),
            Positive(fields, "exit_price"),
            Positive(fields, "quantity")
        );
        var fees = fields.Exact("fees", -Most, Most) ?? 0;
        var pnl = fields.Exact("pnl", -Most, Most);
        var (stop, lowest, highest) = (
            fields.Exact("stop_price", Least, Most),
            fields.Exact("lowest_price", Least, Most),
            fields.Exact("highest_price", Least, Most)
        );
        if (lowest > highest)
            fields.Fault("highest_price", "It is below lowest_price.");
        var (setup, phase, timeframe) = (fields.Text("setup_type", 60), fields.Text("market_phase", 60), fields.Text("timeframe", 20));
        var reasoning = fields.Text("entry_reasoning", 4000);
        var candles = ReadCandles(fields);
        if (
            id is null
            || rule is null
            || symbol is null
            || side is null
            || entryTime is null
            || exitTime is null
            || entryPrice is null
            || exitPrice is null
            || quantity is null
        )
            return null;
        var fromPrices = TradePnl.Of(side.Value, entryPrice.Value, exitPrice.Value, quantity.Value, fees);
        if (pnl is { } given && TradePnl.Contradicts(given, fromPrices, entryPrice.Value, exitPrice.Value, quantity.Value))
        {
            fields.Fault(
                "pnl",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It contradicts the prices: {given}, where they lead to {fromPrices} after fees."
                )
            );
            return null;
        }

        return new Trade(
            id,
            rule,
            symbol,
            side.Value,
            setup,
            phase,
            timeframe,
            entryTime.Value,
            exitTime.Value,
            entryPrice.Value,
            exitPrice.Value,
            quantity.Value,
            fees,
            pnl ?? fromPrices,
            status,
            reasoning,
            stop,
            lowest,
            highest,
            candles
        );
    }

    private static ImmutableArray<Candle> ReadCandles(FieldReader fields)
    {
        if (fields.Find("candles") is not { } array)
            return [];
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > MostCandles)
        {
            fields.Fault("candles", $"Expected an array of at most {MostCandles} candles.");
            return [];
        }

        var candles = ImmutableArray.CreateBuilder<Candle>();
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (fields.Inner(item, $"candles[{i++}].") is not { } candle)
                continue;
            var at = RequiredTime(candle, "at");
            var (open, high, low, close) = (
                Positive(candle, "open"),
                Positive(candle, "high"),
                Positive(candle, "low"),
                Positive(candle, "close")
            );
            var volume = candle.Exact("volume", 0, Most);
            if (at is not null && open is not null && high is not null && low is not null && close is not null)
                candles.Add(new Candle(at.Value, open.Value, high.Value, low.Value, close.Value, volume));
        }

        return candles.ToImmutable();
    }

    private static string? Required(FieldReader fields, string field, int most, string what)
    {
        fields.Require(field, what);
        return fields.Text(field, most);
    }

    private static DateTimeOffset? RequiredTime(FieldReader fields, string field)
    {
        fields.Require(field, "a time with its offset");
        return fields.Time(field);
    }

    private static decimal? Positive(FieldReader fields, string field)
    {
        fields.Require(field, "more than 0");
        return fields.Exact(field, Least, Most);
    }
}
