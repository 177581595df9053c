namespace LearningActors.Trades;

/// <summary>What follows from a trade's prices.</summary>
public static class TradeArithmetic
{
    /// <summary>Profit over what was risked to the first stop; null without a stop, or with one on the wrong side.</summary>
    public static decimal? RMultiple(this Trade trade)
    {
        var risk = trade.StopPrice is { } stop ? (trade.EntryPrice - stop) * Sign(trade) * trade.Quantity : 0;
        return risk > 0 ? trade.Pnl / risk : null;
    }

    /// <summary>How far the price went against the trade while it was open, a fraction of the entry price; null where unknown.</summary>
    public static decimal? AdverseExcursion(this Trade trade) =>
        Excursion(trade, trade.Side == TradeSide.Long ? trade.LowestPrice : trade.HighestPrice, -1);

    /// <summary>How far the price went for the trade while it was open, a fraction of the entry price; null where unknown.</summary>
    public static decimal? FavourableExcursion(this Trade trade) =>
        Excursion(trade, trade.Side == TradeSide.Long ? trade.HighestPrice : trade.LowestPrice, 1);

    /// <summary>The price's way from entry to exit in the trade's direction, a fraction of the entry price.</summary>
    public static decimal Move(this Trade trade) => (trade.ExitPrice - trade.EntryPrice) * Sign(trade) / trade.EntryPrice;

    private static decimal? Excursion(Trade trade, decimal? extreme, int direction) =>
        extreme is { } price ? Math.Max(0, (price - trade.EntryPrice) * Sign(trade) * direction / trade.EntryPrice) : null;

    private static int Sign(Trade trade) => trade.Side == TradeSide.Long ? 1 : -1;
}
