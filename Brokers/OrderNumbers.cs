using LearningActors.Recommendations;

namespace LearningActors.Brokers;

/// <summary>
/// Tells order numbers from placeholders: exports that were made anonymous, or that passed through other programs, have one number for
/// everything. An order is on one underlying, and does not open and close the same contract.
/// </summary>
internal static class OrderNumbers
{
    /// <summary>The rows, those with a placeholder without an order number. Their ids stay as they are.</summary>
    internal static IReadOnlyList<BrokerRow> WithoutPlaceholders(IReadOnlyList<BrokerRow> rows)
    {
        var placeholders = rows.OfType<MovementRow>()
            .Select(row => row.Movement)
            .Where(movement => movement.Order is not null && movement.Cause == ExecutionCause.Trade)
            .GroupBy(movement => (movement.Account, movement.Order))
            .Where(IsPlaceholder)
            .Select(order => order.Key)
            .ToHashSet();
        return placeholders.Count == 0
            ? rows
            :
            [
                .. rows.Select(row =>
                    row is MovementRow { Movement: var movement } moved && placeholders.Contains((movement.Account, movement.Order))
                        ? moved with
                        {
                            Movement = movement with { Order = null },
                        }
                        : row
                ),
            ];
    }

    private static bool IsPlaceholder(IEnumerable<Movement> order)
    {
        var movements = order.ToArray();
        return movements.Select(movement => movement.Underlying).Distinct().Skip(1).Any()
            || movements.GroupBy(movement => movement.Instrument).Any(contract => contract.Select(Opens).Distinct().Skip(1).Any());
    }

    private static bool Opens(Movement movement) => movement.Action is ExecutionAction.BuyToOpen or ExecutionAction.SellToOpen;
}
