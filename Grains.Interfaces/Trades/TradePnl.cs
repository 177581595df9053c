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
    public static decimal Of(TradeSide side, decimal entryPrice, decimal exitPrice, decimal quantity, decimal fees) =>
        ((exitPrice - entryPrice) * quantity * (side == TradeSide.Long ? 1 : -1)) - fees;

    /// <summary>The given profit contradicts the prices.</summary>
    public static bool Contradicts(decimal pnl, decimal fromPrices, decimal entryPrice, decimal exitPrice, decimal quantity) =>
        Math.Abs(pnl - fromPrices) > Tolerance * (entryPrice + exitPrice) * quantity / 2;
}
