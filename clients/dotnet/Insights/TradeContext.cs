namespace LearningActors.Client;

/// <summary>What is about to be traded; what is null contradicts no insight.</summary>
/// <param name="SetupType">Such as <c>pullback</c>.</param>
/// <param name="MarketPhase">Such as <c>range</c>.</param>
/// <param name="Symbol">Such as <c>BTC/USD</c>.</param>
/// <param name="Timeframe">Such as <c>5m</c>.</param>
/// <param name="Hour">The UTC hour of the entry, 0..23.</param>
public readonly record struct TradeContext(
    string? SetupType = null,
    string? MarketPhase = null,
    string? Symbol = null,
    string? Timeframe = null,
    int? Hour = null
);
