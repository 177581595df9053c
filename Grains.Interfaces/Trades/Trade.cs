using System.Collections.Immutable;

namespace LearningActors.Trades;

/// <summary>Long or short.</summary>
[GenerateSerializer, Alias("TradeSide")]
public enum TradeSide
{
    Long,
    Short,
}

/// <summary>How a trade ended.</summary>
[GenerateSerializer, Alias("TradeStatus")]
public enum TradeStatus
{
    /// <summary>Closed by hand or by rule.</summary>
    Closed,

    /// <summary>Stopped out.</summary>
    Stopped,

    /// <summary>Closed at the first target.</summary>
    Tp1Hit,

    /// <summary>Closed at the second target.</summary>
    Tp2Hit,

    /// <summary>Closed at the third target.</summary>
    Tp3Hit,
}

/// <summary>What kind of thing was traded.</summary>
[GenerateSerializer, Alias("AssetType")]
public enum AssetType
{
    /// <summary>A share, or a fund that trades as one.</summary>
    Share,

    /// <summary>An option on shares or an index.</summary>
    Option,

    /// <summary>A future.</summary>
    Future,

    /// <summary>An option on a future.</summary>
    FutureOption,

    /// <summary>A pair of currencies.</summary>
    Forex,

    /// <summary>A coin, or a perpetual contract on one.</summary>
    Crypto,

    /// <summary>Anything else, such as a bond.</summary>
    Other,
}

/// <summary>Prices of one interval.</summary>
/// <param name="At">Its beginning, UTC.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Units traded; null where unknown.</param>
[GenerateSerializer, Immutable, Alias("Candle")]
public sealed record Candle(DateTimeOffset At, decimal Open, decimal High, decimal Low, decimal Close, decimal? Volume);

/// <summary>A closed trade. It never changes.</summary>
/// <param name="Id">The engine's id.</param>
/// <param name="Rule">The strategy rule that it followed.</param>
/// <param name="Symbol">The symbol, such as <c>BTC/USD</c>.</param>
/// <param name="Side">Long or short.</param>
/// <param name="SetupType">Such as <c>pullback</c>; null where unknown.</param>
/// <param name="MarketPhase">Such as <c>range</c>; null where unknown.</param>
/// <param name="Timeframe">Such as <c>5m</c>; null where unknown.</param>
/// <param name="EntryTime">UTC.</param>
/// <param name="ExitTime">UTC; not before the entry.</param>
/// <param name="EntryPrice">For a unit, in <paramref name="Currency"/>.</param>
/// <param name="ExitPrice">For a unit, in <paramref name="Currency"/>; 0 for what expired worthless.</param>
/// <param name="Quantity">Shares, coins or contracts.</param>
/// <param name="Fees">Of entry and exit, in <paramref name="Currency"/>.</param>
/// <param name="Pnl">Profit after fees, in <paramref name="Currency"/>. A win is more than 0.</param>
/// <param name="Status">How it ended.</param>
/// <param name="EntryReasoning">Why it was entered, in the engine's or trader's words.</param>
/// <param name="StopPrice">Where it would first have been stopped; null where unknown. It sets the risk of an R multiple.</param>
/// <param name="LowestPrice">The lowest price while it was open, as given or from its candles; null where unknown.</param>
/// <param name="HighestPrice">The highest price while it was open, as given or from its candles; null where unknown.</param>
/// <param name="Candles">Prices around it.</param>
/// <param name="Currency">What prices, fees and profit are in: an ISO 4217 code such as <c>USD</c>, or an asset such as <c>BTC</c>.</param>
/// <param name="AssetType">What kind of thing it was; null where unknown.</param>
/// <param name="Multiplier">Units in one of <paramref name="Quantity"/>: 100 for most options on shares, 1 for shares and coins.</param>
[GenerateSerializer, Immutable, Alias("Trade")]
public sealed record Trade(
    string Id,
    string Rule,
    string Symbol,
    TradeSide Side,
    string? SetupType,
    string? MarketPhase,
    string? Timeframe,
    DateTimeOffset EntryTime,
    DateTimeOffset ExitTime,
    decimal EntryPrice,
    decimal ExitPrice,
    decimal Quantity,
    decimal Fees,
    decimal Pnl,
    TradeStatus Status,
    string? EntryReasoning,
    decimal? StopPrice,
    decimal? LowestPrice,
    decimal? HighestPrice,
    ImmutableArray<Candle> Candles,
    string Currency = TradePnl.DefaultCurrency,
    AssetType? AssetType = null,
    decimal Multiplier = 1
);

/// <summary>The outcome of a trade that was sent.</summary>
/// <param name="Status">Whether it is in the ledger.</param>
/// <param name="Reason">Why not.</param>
[GenerateSerializer, Immutable, Alias("TradeOutcome")]
public sealed record TradeOutcome(TradeIntake Status, string? Reason = null);

/// <summary>What can become of a trade that is sent.</summary>
[GenerateSerializer, Alias("TradeIntake")]
public enum TradeIntake
{
    /// <summary>It is stored now.</summary>
    Stored,

    /// <summary>Its id was stored before; nothing changed.</summary>
    Duplicate,

    /// <summary>Its strategy rule is unknown.</summary>
    UnknownRule,

    /// <summary>The database refused it.</summary>
    Rejected,
}
