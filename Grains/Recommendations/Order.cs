using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Executions that are the fills of one order, as far as a broker's record tells.</summary>
/// <param name="Fills">In order of their time, then id.</param>
internal sealed record Order(ImmutableArray<Trade> Fills)
{
    /// <summary>Fills of one order follow each other so closely.</summary>
    internal static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    /// <summary>Trades of the same account, instrument and action that name the same recommendation, or none, and follow each other closely.</summary>
    internal static IEnumerable<Order> Of(IEnumerable<Trade> trades)
    {
        foreach (var group in trades.Where(trade => trade.IsTrade).GroupBy(trade => (trade.Execution.Account, trade.Execution.Instrument, trade.Execution.Action, trade.Execution.RecommendationId)))
        {
            var fills = ImmutableArray.CreateBuilder<Trade>();
            foreach (var trade in group.OrderBy(trade => trade.Execution.At).ThenBy(trade => trade.Execution.Id, StringComparer.Ordinal))
            {
                if (fills.Count > 0 && trade.Execution.At - fills[^1].Execution.At > LongestGap)
                    yield return new Order(fills.DrainToImmutable());
                fills.Add(trade);
            }

            yield return new Order(fills.DrainToImmutable());
        }
    }
}
