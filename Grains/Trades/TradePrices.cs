namespace LearningActors.Trades;

/// <summary>The prices between which a trade moved.</summary>
/// <param name="Side">Long or short.</param>
/// <param name="EntryPrice">For a unit.</param>
/// <param name="Units">The quantity times its multiplier.</param>
/// <param name="StopPrice">Where it would first have been stopped; null where unknown.</param>
/// <param name="LowestPrice">The lowest price while it was open; null where unknown.</param>
/// <param name="HighestPrice">The highest price while it was open; null where unknown.</param>
public sealed record TradePrices(
    TradeSide Side,
    decimal EntryPrice,
    decimal Units,
    decimal? StopPrice,
    decimal? LowestPrice,
    decimal? HighestPrice
)
{
    /// <summary>What the position cost, or brought, at its entry.</summary>
    public decimal Paid => EntryPrice * Units;

    /// <summary>How far the price went against the trade, a fraction of the entry price; null where unknown.</summary>
    public decimal? AdverseExcursion => Excursion(Side == TradeSide.Long ? LowestPrice : HighestPrice, -1);

    /// <summary>How far the price went for the trade, a fraction of the entry price; null where unknown.</summary>
    public decimal? FavourableExcursion => Excursion(Side == TradeSide.Long ? HighestPrice : LowestPrice, 1);

    private int Sign => Side == TradeSide.Long ? 1 : -1;

    /// <summary>Profit over what was risked to the first stop; null without a stop, or with one on the wrong side.</summary>
    /// <param name="pnl">The profit.</param>
    public decimal? RMultiple(decimal pnl)
    {
        var risk = StopPrice is { } stop ? (EntryPrice - stop) * Sign * Units : 0;
        return risk > 0 ? pnl / risk : null;
    }

    private decimal? Excursion(decimal? extreme, int direction) =>
        extreme is { } price ? Math.Max(0, (price - EntryPrice) * Sign * direction / EntryPrice) : null;
}
