namespace LearningActors.Trades;

/// <summary>A reviewed trade, as far as effectiveness follows from it.</summary>
/// <param name="TradeId">The trade.</param>
/// <param name="ExitTime">When it was closed, UTC.</param>
/// <param name="Pnl">Profit after fees; a win is more than 0.</param>
/// <param name="Validity">Of the setup.</param>
/// <param name="Rating">Of the execution, 1 to 5.</param>
/// <param name="Currency">What the profit is in.</param>
public sealed record ReviewedTrade(
    string TradeId,
    DateTimeOffset ExitTime,
    decimal Pnl,
    SetupValidity Validity,
    int Rating,
    string Currency
);
