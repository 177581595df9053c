using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Fills of one order, as far as a broker's record tells.</summary>
/// <param name="Fills">In order of their time, then id.</param>
internal sealed record Order(ImmutableArray<Fill> Fills)
{
    /// <summary>Without an order number, fills of one order follow each other so closely.</summary>
    internal static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    /// <summary>What the order is, by its contracts.</summary>
    internal OrderStructure Structure => OrderStructures.Of(Fills);

    /// <summary>It opens a position, or adds to one.</summary>
    internal bool Opens => Fills.Any(fill => fill.Execution.IsOpening);

    /// <summary>
    /// Orders of trades. Fills with an order number are one order, whatever the time between them. Without it they are one where
    /// account, instrument, action and named recommendation are the same, and they follow each other closely.
    /// </summary>
    internal static IEnumerable<Order> Of(IEnumerable<Fill> executions)
    {
        var trades = executions.Where(fill => fill.Execution.IsTrade).ToLookup(fill => fill.Execution.OrderId is not null);
        var numbered = trades[true]
            .GroupBy(fill => (fill.Execution.Account, fill.Execution.OrderId))
            .Select(order => new Order([.. order.OrderBy(fill => fill.Execution.At).ThenBy(fill => fill.Id, StringComparer.Ordinal)]));
        return numbered.Concat(
            Close(
                trades[false],
                fill => (fill.Execution.Account, fill.Execution.Instrument, fill.Execution.Action, fill.Execution.RecommendationId)
            )
        );
    }

    /// <summary>
    /// Orders of trades that may have several legs: with an order number as in <see cref="Of"/>; without it, trades in one underlying
    /// that follow each other closely.
    /// </summary>
    internal static IEnumerable<Order> WithLegs(IEnumerable<Fill> executions)
    {
        Fill[] all = [.. executions];
        return Of(all.Where(fill => fill.Execution.OrderId is not null))
            .Concat(
                Close(
                    all.Where(fill => fill.Execution.IsTrade && fill.Execution.OrderId is null),
                    fill => (fill.Execution.Account, fill.Execution.Underlying)
                )
            );
    }

    private static IEnumerable<Order> Close<TKey>(IEnumerable<Fill> trades, Func<Fill, TKey> key)
    {
        foreach (var group in trades.GroupBy(key))
        {
            var fills = ImmutableArray.CreateBuilder<Fill>();
            foreach (var fill in group.OrderBy(fill => fill.Execution.At).ThenBy(fill => fill.Id, StringComparer.Ordinal))
            {
                if (fills.Count > 0 && fill.Execution.At - fills[^1].Execution.At > LongestGap)
                    yield return new Order(fills.DrainToImmutable());
                fills.Add(fill);
            }

            yield return new Order(fills.DrainToImmutable());
        }
    }
}
