using System.Collections.Immutable;

namespace LearningActors.Trades;

/// <summary>The lowest and highest price of a trade that its candles show.</summary>
public static class CandleExtremes
{
    /// <summary>
    /// The extremes of entry, exit, and the candles that lie wholly within the trade. A candle that begins before the entry or ends after
    /// the exit is left out, since its extremes may have come while nothing was held; so the excursions that follow are never too large. A
    /// candle is as long as the shortest way from one to the next.
    /// </summary>
    /// <param name="candles">Prices around the trade, in any order.</param>
    /// <param name="entryTime">UTC.</param>
    /// <param name="exitTime">UTC.</param>
    /// <param name="entryPrice">For a unit.</param>
    /// <param name="exitPrice">For a unit.</param>
    /// <returns>Null where no candle lies within.</returns>
    public static (decimal Lowest, decimal Highest)? Of(
        ImmutableArray<Candle> candles,
        DateTimeOffset entryTime,
        DateTimeOffset exitTime,
        decimal entryPrice,
        decimal exitPrice
    )
    {
        DateTimeOffset[] begins = [.. candles.Select(candle => candle.At).Distinct().Order()];
        if (begins.Length < 2)
            return null;
        var length = begins.Zip(begins.Skip(1), (one, next) => next - one).Min();
        Candle[] within = [.. candles.Where(candle => candle.At >= entryTime && candle.At + length <= exitTime)];
        return within.Length == 0
            ? null
            : (
                Math.Min(within.Min(candle => candle.Low), Math.Min(entryPrice, exitPrice)),
                Math.Max(within.Max(candle => candle.High), Math.Max(entryPrice, exitPrice))
            );
    }
}
