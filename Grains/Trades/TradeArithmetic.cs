namespace LearningActors.Trades;

/// <summary>What follows from a trade's prices.</summary>
public static class TradeArithmetic
{
    /// <summary>Profit over what was risked to the first stop; null without a stop, or with one on the wrong side.</summary>
    public static decimal? RMultiple(this Trade trade) => Prices(trade).RMultiple(trade.Pnl);

    /// <summary>How far the price went against the trade while it was open, a fraction of the entry price; null where unknown.</summary>
    public static decimal? AdverseExcursion(this Trade trade) => Prices(trade).AdverseExcursion;

    /// <summary>How far the price went for the trade while it was open, a fraction of the entry price; null where unknown.</summary>
    public static decimal? FavourableExcursion(this Trade trade) => Prices(trade).FavourableExcursion;

    /// <summary>The price's way from entry to exit in the trade's direction, a fraction of the entry price.</summary>
    public static decimal Move(this Trade trade) =>
        (trade.ExitPrice - trade.EntryPrice) * (trade.Side == TradeSide.Long ? 1 : -1) / trade.EntryPrice;

    private static TradePrices Prices(Trade trade) =>
        new(trade.Side, trade.EntryPrice, trade.Quantity * trade.Multiplier, trade.StopPrice, trade.LowestPrice, trade.HighestPrice);
}
