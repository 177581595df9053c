namespace LearningActors.Client;

/// <summary>A recorded trade, what follows from its prices, and its review.</summary>
public sealed record TradeRecord
{
    /// <summary>The engine's id.</summary>
    public required string TradeId { get; init; }

    /// <summary>The strategy rule that it followed.</summary>
    public required string StrategyRule { get; init; }

    /// <summary>The symbol, such as <c>BTC/USD</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Long or short. One of <c>long</c>, <c>short</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Such as <c>pullback</c>; null where unknown.</summary>
    public required string? SetupType { get; init; }

    /// <summary>Such as <c>range</c>; null where unknown.</summary>
    public required string? MarketPhase { get; init; }

    /// <summary>Such as <c>5m</c>; null where unknown.</summary>
    public required string? Timeframe { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset EntryTime { get; init; }

    /// <summary>UTC; not before the entry.</summary>
    public required DateTimeOffset ExitTime { get; init; }

    /// <summary>For a unit, in <see cref="Currency"/>.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>For a unit, in <see cref="Currency"/>; 0 for what expired worthless.</summary>
    public required decimal ExitPrice { get; init; }

    /// <summary>Shares, coins or contracts.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Of entry and exit, in <see cref="Currency"/>.</summary>
    public required decimal Fees { get; init; }

    /// <summary>Profit after fees, in <see cref="Currency"/>. A win is more than 0.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>How it ended. One of <c>closed</c>, <c>stopped</c>, <c>tp1_hit</c>, <c>tp2_hit</c>, <c>tp3_hit</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was entered, in the engine's or trader's words.</summary>
    public required string? EntryReasoning { get; init; }

    /// <summary>Where it would first have been stopped; null where unknown. It sets the risk of an R multiple.</summary>
    public required decimal? StopPrice { get; init; }

    /// <summary>The lowest price while it was open, as given or from its candles; null where unknown.</summary>
    public required decimal? LowestPrice { get; init; }

    /// <summary>The highest price while it was open, as given or from its candles; null where unknown.</summary>
    public required decimal? HighestPrice { get; init; }

    /// <summary>Prices around it.</summary>
    public required IReadOnlyList<Candle> Candles { get; init; }

    /// <summary>What prices, fees and profit are in: an ISO 4217 code such as <c>USD</c>, or an asset such as <c>BTC</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>
    /// What kind of thing it was; null where unknown. One of <c>share</c>, <c>option</c>, <c>future</c>, <c>future_option</c>,
    /// <c>forex</c>,
    /// <c>crypto</c>, <c>other</c>.
    /// </summary>
    public required string? AssetType { get; init; }

    /// <summary>Units in one of <see cref="Quantity"/>: 100 for most options on shares, 1 for shares and coins.</summary>
    public required decimal Multiplier { get; init; }

    /// <summary>Profit over what was risked to the first stop; null where that is unknown.</summary>
    public required double? RMultiple { get; init; }

    /// <summary>How far the price went against it, a fraction of the entry price; null where unknown.</summary>
    public required double? AdverseExcursion { get; init; }

    /// <summary>How far the price went for it, a fraction of the entry price; null where unknown.</summary>
    public required double? FavourableExcursion { get; init; }

    /// <summary>Its review; null before.</summary>
    public required TradeReview? Review { get; init; }
}
