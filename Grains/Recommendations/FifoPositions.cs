using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>A part of a position that was opened by one execution and closed by another.</summary>
/// <param name="Opening">The id of the execution that opened it.</param>
/// <param name="Closing">The id of the execution that closed it.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="IsShort">It was sold first.</param>
/// <param name="Quantity">Contracts or shares.</param>
/// <param name="Pnl">USD after the fees of both sides, each in proportion.</param>
/// <param name="ClosedAt">When, UTC.</param>
/// <param name="How">The closing action.</param>
public sealed record ClosedLot(
    string Opening,
    string Closing,
    string Instrument,
    bool IsShort,
    decimal Quantity,
    decimal Pnl,
    DateTimeOffset ClosedAt,
    ExecutionAction How
);

/// <summary>What is still open.</summary>
/// <param name="Opening">The id of the execution that opened it.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="IsShort">It was sold first.</param>
/// <param name="Quantity">Contracts or shares.</param>
/// <param name="Price">USD for a contract, or for a share.</param>
/// <param name="Fees">The fees of opening that are left with it, USD.</param>
public sealed record OpenLot(string Opening, string Instrument, bool IsShort, decimal Quantity, decimal Price, decimal Fees);

/// <summary>A close for which no open position is known: it was opened before the record begins.</summary>
/// <param name="Closing">The id of the execution.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="Quantity">What is left of it.</param>
public sealed record UnmatchedClose(string Closing, string Instrument, decimal Quantity);

/// <summary>Positions of exact contracts and shares; what was opened first is closed first.</summary>
/// <param name="Closed">Lots that were closed, in order of their closing.</param>
/// <param name="Open">Lots that are open, in order of their opening.</param>
/// <param name="Unmatched">Closes without an opening.</param>
public sealed record FifoPositions(ImmutableArray<ClosedLot> Closed, ImmutableArray<OpenLot> Open, ImmutableArray<UnmatchedClose> Unmatched)
{
    /// <summary>The positions after executions, in order of their time; those of one instant in the order given, openings first.</summary>
    public static FifoPositions Of(IEnumerable<Execution> executions)
    {
        var lots = new Dictionary<string, LinkedList<OpenLot>>();
        var (closed, unmatched) = (ImmutableArray.CreateBuilder<ClosedLot>(), ImmutableArray.CreateBuilder<UnmatchedClose>());
        foreach (var execution in executions.OrderBy(one => one.At).ThenBy(one => IsOpening(one.Action) ? 0 : 1))
        {
            if (!lots.TryGetValue(execution.Instrument, out var open))
                lots[execution.Instrument] = open = [];
            if (IsOpening(execution.Action))
                open.AddLast(
                    new OpenLot(
                        execution.Id,
                        execution.Instrument,
                        execution.Action == ExecutionAction.SellToOpen,
                        execution.Quantity,
                        execution.Price,
                        execution.Fees
                    )
                );
            else
                Close(execution, open, closed, unmatched);
        }

        return new FifoPositions(closed.ToImmutable(), [.. lots.Values.SelectMany(open => open)], unmatched.ToImmutable());
    }

    private static void Close(
        Execution execution,
        LinkedList<OpenLot> open,
        ImmutableArray<ClosedLot>.Builder closed,
        ImmutableArray<UnmatchedClose>.Builder unmatched
    )
    {
        var left = execution.Quantity;
        for (var node = open.First; node is not null && left > 0; )
        {
            var (lot, next) = (node.Value, node.Next);
            if (Closes(execution.Action, lot.IsShort))
            {
                var quantity = Math.Min(left, lot.Quantity);
                var openingFees = lot.Fees * quantity / lot.Quantity;
                var gross = (execution.Price - lot.Price) * quantity * (lot.IsShort ? -1 : 1);
                closed.Add(
                    new ClosedLot(
                        lot.Opening,
                        execution.Id,
                        lot.Instrument,
                        lot.IsShort,
                        quantity,
                        gross - openingFees - (execution.Fees * quantity / execution.Quantity),
                        execution.At,
                        execution.Action
                    )
                );
                left -= quantity;
                if (quantity == lot.Quantity)
                    open.Remove(node);
                else
                    node.Value = lot with { Quantity = lot.Quantity - quantity, Fees = lot.Fees - openingFees };
            }

            node = next;
        }

        if (left > 0)
            unmatched.Add(new UnmatchedClose(execution.Id, execution.Instrument, left));
    }

    private static bool IsOpening(ExecutionAction action) => action is ExecutionAction.SellToOpen or ExecutionAction.BuyToOpen;

    /// <summary>Assignment and expiry close what there is, short or long.</summary>
    private static bool Closes(ExecutionAction action, bool isShort) =>
        action switch
        {
            ExecutionAction.BuyToClose => isShort,
            ExecutionAction.SellToClose => !isShort,
            _ => true,
        };
}
