using System.Collections.Immutable;

namespace LearningActors.Trades;

/// <summary>A trade, as far as insights follow from it.</summary>
/// <param name="Id">The trade.</param>
/// <param name="SetupType">Its setup, or null.</param>
/// <param name="MarketPhase">Its phase, or null.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Timeframe">Its timeframe, or null.</param>
/// <param name="Hour">The UTC hour of its entry.</param>
/// <param name="IsWin">It made a profit.</param>
/// <param name="Course">How it went; null where only its end is known.</param>
public sealed record TradeResult(
    string Id,
    string? SetupType,
    string? MarketPhase,
    string Symbol,
    string? Timeframe,
    int Hour,
    bool IsWin,
    TradeCourse? Course = null
);

/// <summary>How a trade went.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="EntryTime">UTC.</param>
/// <param name="ExitTime">UTC.</param>
/// <param name="ReceivedAt">When it was recorded, UTC.</param>
/// <param name="Pnl">Profit after fees, in <paramref name="Currency"/>.</param>
/// <param name="Currency">What the profit is in.</param>
/// <param name="Return">Profit after fees over what was paid for the position at its entry, a fraction.</param>
/// <param name="RMultiple">Profit over what was risked to the first stop; null where unknown.</param>
/// <param name="AdverseExcursion">How far the price went against it, a fraction of the entry price; null where unknown.</param>
/// <param name="FavourableExcursion">How far the price went for it, a fraction of the entry price; null where unknown.</param>
/// <param name="Lessons">Those of its review; empty before.</param>
public sealed record TradeCourse(
    TradeSide Side,
    DateTimeOffset EntryTime,
    DateTimeOffset ExitTime,
    DateTimeOffset ReceivedAt,
    decimal Pnl,
    string Currency,
    double Return,
    double? RMultiple,
    double? AdverseExcursion,
    double? FavourableExcursion,
    ImmutableArray<string> Lessons
)
{
    /// <summary>How long it was held, in minutes.</summary>
    public double Minutes => (ExitTime - EntryTime).TotalMinutes;
}
