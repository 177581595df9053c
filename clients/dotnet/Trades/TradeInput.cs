namespace LearningActors.Client;

/// <summary>A closed trade as an engine reports it.</summary>
public sealed record TradeInput
{
    /// <summary>The engine's id of the trade.</summary>
    public required string TradeId { get; init; }

    /// <summary>The id of a strategy rule.</summary>
    public required string StrategyRule { get; init; }

    /// <summary>Such as BTC/USD.</summary>
    public required string Symbol { get; init; }

    /// <summary>
    /// What kind of thing was traded. One of <c>share</c>, <c>option</c>, <c>future</c>, <c>future_option</c>, <c>forex</c>, <c>crypto</c>,
    /// <c>other</c>.
    /// </summary>
    public string? AssetType { get; init; }

    /// <summary>
    /// What prices, fees and pnl are in, an ISO code such as EUR or an asset such as BTC; upper and lower case are the same. By default
    /// <c>USD</c>.
    /// </summary>
    public string? Currency { get; init; }

    /// <summary>Long or short. One of <c>long</c>, <c>short</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Such as pullback.</summary>
    public string? SetupType { get; init; }

    /// <summary>Such as range.</summary>
    public string? MarketPhase { get; init; }

    /// <summary>Such as 5m.</summary>
    public string? Timeframe { get; init; }

    /// <summary>When it was entered, with its offset.</summary>
    public required DateTimeOffset EntryTime { get; init; }

    /// <summary>When it was left, with its offset.</summary>
    public required DateTimeOffset ExitTime { get; init; }

    /// <summary>For a unit, in <see cref="Currency"/>, more than 0.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>For a unit, in <see cref="Currency"/>; 0 for what expired worthless.</summary>
    public required decimal ExitPrice { get; init; }

    /// <summary>Shares, coins or contracts, more than 0.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>
    /// Units in one of <see cref="Quantity"/>, such as 100 for an option on shares; required for options and futures. By default <c>1</c>.
    /// </summary>
    public decimal? Multiplier { get; init; }

    /// <summary>Of entry and exit, in <see cref="Currency"/>. By default <c>0</c>.</summary>
    public decimal? Fees { get; init; }

    /// <summary>Profit after fees, in <see cref="Currency"/>; what follows from the prices where it is not given.</summary>
    public decimal? Pnl { get; init; }

    /// <summary>
    /// How it ended. One of <c>closed</c>, <c>stopped</c>, <c>tp1_hit</c>, <c>tp2_hit</c>, <c>tp3_hit</c>. By default <c>closed</c>.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Where it would first have been stopped.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>The lowest price while it was open; else that of the candles within.</summary>
    public decimal? LowestPrice { get; init; }

    /// <summary>The highest price while it was open; else that of the candles within.</summary>
    public decimal? HighestPrice { get; init; }

    /// <summary>Why it was entered. At most 4 000 characters.</summary>
    public string? EntryReasoning { get; init; }

    /// <summary>Prices around it. At most 2 000.</summary>
    public IReadOnlyList<CandleInput>? Candles { get; init; }
}
