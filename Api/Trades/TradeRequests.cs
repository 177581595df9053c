using System.Globalization;
using LearningActors.Http;

namespace LearningActors.Trades;

/// <summary>Reads a trade.</summary>
internal static class TradeRequests
{
    private const decimal Min = 0.000000000001m;
    private const decimal Max = 1_000_000_000_000m;
    private static readonly TextField s_id = new("trade_id", "the engine's id of the trade", 100) { IsRequired = true };
    private static readonly TextField s_rule = new("strategy_rule", "the id of a strategy rule", 100) { IsRequired = true };
    private static readonly TextField s_symbol = new("symbol", "such as BTC/USD", 40) { IsRequired = true };
    private static readonly ChoiceField<TradeSide> s_side = new("side", "long or short") { IsRequired = true };
    private static readonly ChoiceField<TradeStatus> s_status = new("status", "how it ended") { Default = "closed" };
    private static readonly TimeField s_entryTime = new("entry_time", "when it was entered, with its offset") { IsRequired = true };
    private static readonly TimeField s_exitTime = new("exit_time", "when it was left, with its offset") { IsRequired = true };
    private static readonly TextField s_currency = new(
        "currency",
        "what prices, fees and pnl are in, an ISO code such as EUR or an asset such as BTC; upper and lower case are the same",
        20
    )
    {
        Default = TradePnl.DefaultCurrency,
    };
    private static readonly ExactField s_entryPrice = Positive("entry_price", "for a unit, in currency, more than 0");
    private static readonly ExactField s_exitPrice = new("exit_price", "for a unit, in currency; 0 for what expired worthless", 0, Max)
    {
        IsRequired = true,
    };
    private static readonly ExactField s_quantity = Positive("quantity", "shares, coins or contracts, more than 0");
    private static readonly ChoiceField<AssetType> s_asset = new("asset_type", "what kind of thing was traded");
    private static readonly ExactField s_multiplier = new(
        "multiplier",
        "units in one of quantity, such as 100 for an option on shares; required for options and futures",
        Min,
        Max
    )
    {
        Default = 1,
    };
    private static readonly ExactField s_fees = new("fees", "of entry and exit, in currency", -Max, Max) { Default = 0 };
    private static readonly ExactField s_pnl = new(
        "pnl",
        "profit after fees, in currency; what follows from the prices where it is not given",
        -Max,
        Max
    );
    private static readonly ExactField s_stop = new("stop_price", "where it would first have been stopped", 0, Max);
    private static readonly ExactField s_lowest = new(
        "lowest_price",
        "the lowest price while it was open; else that of the candles within",
        0,
        Max
    );
    private static readonly ExactField s_highest = new(
        "highest_price",
        "the highest price while it was open; else that of the candles within",
        0,
        Max
    );
    private static readonly TextField s_setup = new("setup_type", "such as pullback", 60);
    private static readonly TextField s_phase = new("market_phase", "such as range", 60);
    private static readonly TextField s_timeframe = new("timeframe", "such as 5m", 20);
    private static readonly TextField s_reasoning = new("entry_reasoning", "why it was entered", 4000);
    private static readonly TimeField s_at = new("at", "the beginning of the interval, with its offset") { IsRequired = true };
    private static readonly ExactField s_open = Price("open", "the first price");
    private static readonly ExactField s_high = Price("high", "the highest price");
    private static readonly ExactField s_low = Price("low", "the lowest price");
    private static readonly ExactField s_close = Price("close", "the last price");
    private static readonly ExactField s_volume = new("volume", "units traded", 0, Max);
    private static readonly ArrayField s_candles = new(
        "candles",
        "prices around it",
        new BodySchema("Candle", s_at, s_open, s_high, s_low, s_close, s_volume),
        2000
    );

    internal static BodySchema Schema { get; } =
        new(
            "Trade",
            s_id,
            s_rule,
            s_symbol,
            s_asset,
            s_currency,
            s_side,
            s_setup,
            s_phase,
            s_timeframe,
            s_entryTime,
            s_exitTime,
            s_entryPrice,
            s_exitPrice,
            s_quantity,
            s_multiplier,
            s_fees,
            s_pnl,
            s_status,
            s_stop,
            s_lowest,
            s_highest,
            s_reasoning,
            s_candles
        );

    internal static Trade? Read(FieldReader fields)
    {
        var (id, rule, symbol) = (fields.Read(s_id), fields.Read(s_rule), fields.Read(s_symbol));
        var currency = fields.Read(s_currency)?.ToUpperInvariant() ?? TradePnl.DefaultCurrency;
        if (!currency.All(char.IsAsciiLetterOrDigit))
            fields.Fault(s_currency.Name, "Expected letters and digits alone, such as USD or BTC.");
        var (side, status) = (fields.Read(s_side), fields.Read(s_status) ?? TradeStatus.Closed);
        var (entryTime, exitTime) = (fields.Read(s_entryTime), fields.Read(s_exitTime));
        if (exitTime < entryTime)
            fields.Fault(s_exitTime.Name, "The exit is before the entry.");
        var (entryPrice, exitPrice, quantity) = (fields.Read(s_entryPrice), fields.Read(s_exitPrice), fields.Read(s_quantity));
        var (asset, multiplier) = (fields.Read(s_asset), fields.Read(s_multiplier));
        if (asset is AssetType.Option or AssetType.Future or AssetType.FutureOption && !fields.Has(s_multiplier.Name))
            fields.Fault(s_multiplier.Name, "Required for options and futures: units in one contract, such as 100; 1 for most perpetuals.");
        var (fees, pnl) = (fields.Read(s_fees) ?? 0, fields.Read(s_pnl));
        var (stop, lowest, highest) = (fields.Read(s_stop), fields.Read(s_lowest), fields.Read(s_highest));
        if (lowest > highest)
            fields.Fault(s_highest.Name, "It is below lowest_price.");
        var (setup, phase, timeframe) = (fields.Read(s_setup), fields.Read(s_phase), fields.Read(s_timeframe));
        var reasoning = fields.Read(s_reasoning);
        var candles = fields.Read(s_candles, ReadCandle);
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
        var units = quantity.Value * (multiplier ?? 1);
        var fromPrices = TradePnl.Of(side.Value, entryPrice.Value, exitPrice.Value, units, fees);
        if (pnl is { } given && TradePnl.Contradicts(given, fromPrices, entryPrice.Value, exitPrice.Value, units))
        {
            fields.Fault(
                "pnl",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It contradicts the prices: {given}, where they lead to {fromPrices} after fees, with a multiplier of "
                        + $"{multiplier ?? 1}."
                )
            );
            return null;
        }

        var extremes = CandleExtremes.Of(candles, entryTime.Value, exitTime.Value, entryPrice.Value, exitPrice.Value);
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
            lowest ?? Lower(extremes?.Lowest, highest),
            highest ?? Higher(extremes?.Highest, lowest),
            candles,
            currency,
            asset,
            multiplier ?? 1
        );
    }

    private static Candle? ReadCandle(FieldReader candle)
    {
        var (high, low) = (candle.Read(s_high), candle.Read(s_low));
        if (high < low)
            candle.Fault(s_high.Name, "It is below low.");
        return
            (candle.Read(s_at), candle.Read(s_open), candle.Read(s_close), candle.Read(s_volume))
                is ({ } at, { } open, { } close, var volume)
            && (high, low) is ({ } most, { } least)
            ? new Candle(at, open, most, least, close, volume)
            : null;
    }

    /// <summary>The candles' extreme, where there is one; not beyond the other one, where that is given.</summary>
    private static decimal? Lower(decimal? candles, decimal? given) => candles > given ? given : candles;

    private static decimal? Higher(decimal? candles, decimal? given) => candles < given ? given : candles;

    private static ExactField Price(string name, string what) => new(name, what, 0, Max) { IsRequired = true };

    private static ExactField Positive(string name, string what) => new(name, what, Min, Max) { IsRequired = true };
}
