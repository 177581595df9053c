namespace LearningActors.Trades;

/// <summary>The profit that a trade's prices lead to.</summary>
public static class TradePnl
{
    /// <summary>What a trade is in that says nothing of its currency.</summary>
    public const string DefaultCurrency = "USD";

    /// <summary>
    /// The most that the given profit may differ from the prices': a thousandth of the turnover, for rounding and funding.
    /// </summary>
    private const decimal Tolerance = 0.001m;

    /// <summary>Profit after fees that the prices lead to, in their currency.</summary>
    /// <param name="side">Long or short.</param>
    /// <param name="entryPrice">For a unit.</param>
    /// <param name="exitPrice">For a unit.</param>
    /// <param name="units">The quantity times its multiplier.</param>
    /// <param name="fees">Of entry and exit.</param>
    public static decimal Of(TradeSide side, decimal entryPrice, decimal exitPrice, decimal units, decimal fees) =>
        ((exitPrice - entryPrice) * units * (side == TradeSide.Long ? 1 : -1)) - fees;

    /// <summary>The given profit contradicts the prices.</summary>
    /// <param name="pnl">The given profit.</param>
    /// <param name="fromPrices">What <see cref="Of"/> says.</param>
    /// <param name="entryPrice">For a unit.</param>
    /// <param name="exitPrice">For a unit.</param>
    /// <param name="units">The quantity times its multiplier.</param>
    public static bool Contradicts(decimal pnl, decimal fromPrices, decimal entryPrice, decimal exitPrice, decimal units) =>
        Math.Abs(pnl - fromPrices) > Tolerance * (entryPrice + exitPrice) * units / 2;
}
