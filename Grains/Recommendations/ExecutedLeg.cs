using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>
/// What a recommendation can be followed by: all fills of an order in one instrument and direction, or a single fill where the broker
/// gives no order number.
/// </summary>
/// <param name="Fills">In order of their time; at least one.</param>
internal sealed record ExecutedLeg(ImmutableArray<Fill> Fills)
{
    internal Fill First => Fills[0];

    internal decimal Quantity => Fills.Sum(fill => fill.Execution.Quantity);

    /// <summary>The mean price, weighted by quantity.</summary>
    internal decimal Price =>
        Fills is [var only] ? only.Execution.Price : Fills.Sum(fill => fill.Execution.Price * fill.Execution.Quantity) / Quantity;

    /// <summary>Cash per unit: what was received is positive.</summary>
    internal decimal SignedPrice => First.Execution.Action is ExecutionAction.SellToOpen or ExecutionAction.SellToClose ? Price : -Price;

    /// <summary>The legs of trades.</summary>
    internal static IEnumerable<ExecutedLeg> Of(IEnumerable<Fill> trades) =>
        trades
            .GroupBy(fill =>
                (
                    fill.Execution.Account,
                    Order: fill.Execution.OrderId ?? $"fill {fill.Id}",
                    fill.Execution.Instrument,
                    fill.Execution.Action
                )
            )
            .Select(leg => new ExecutedLeg([.. leg]));
}
