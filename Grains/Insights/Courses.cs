using LearningActors.Statistics;
using LearningActors.Strategies;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>Sums up how trades went.</summary>
internal static class Courses
{
    /// <summary>The figures of trades; null where of none more than its end is known.</summary>
    internal static CourseFigures? Of(IEnumerable<TradeResult> trades)
    {
        TradeCourse[] courses = [.. trades.Select(trade => trade.Course).OfType<TradeCourse>()];
        return courses.Length == 0
            ? null
            : new CourseFigures(
                [
                    .. courses
                        .GroupBy(course => course.Currency, (currency, some) => CurrencyPnl.Of(currency, [.. some.Select(one => one.Pnl)]))
                        .OrderBy(one => one.Currency, StringComparer.Ordinal),
                ],
                Mean(course => course.Return),
                Mean(course => course.RMultiple),
                Mean(course => course.AdverseExcursion),
                Mean(course => course.FavourableExcursion),
                Mean(course => course.Minutes)
            );

        Estimate Mean(Func<TradeCourse, double?> value) => MeanInterval.Of([.. courses.Select(value).OfType<double>()]);
    }
}
