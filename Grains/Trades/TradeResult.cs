namespace LearningActors.Trades;

/// <summary>A trade, as far as insights follow from it.</summary>
/// <param name="Id">The trade.</param>
/// <param name="SetupType">Its setup, or null.</param>
/// <param name="MarketPhase">Its phase, or null.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Timeframe">Its timeframe, or null.</param>
/// <param name="Hour">The UTC hour of its entry.</param>
/// <param name="IsWin">It made a profit.</param>
public sealed record TradeResult(string Id, string? SetupType, string? MarketPhase, string Symbol, string? Timeframe, int Hour, bool IsWin);
