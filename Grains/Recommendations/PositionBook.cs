using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>The positions of one account, as executions come in.</summary>
internal sealed class PositionBook
{
    private static readonly DateTimeZone s_exchange = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly LocalTime s_close = new(16, 0);

    private readonly Dictionary<string, LinkedList<OpenLot>> _lots = new(StringComparer.Ordinal);
    private readonly PositionOrigins _origins = new();

    internal List<ClosedLot> Closed { get; } = [];

    internal List<UnmatchedClose> Unmatched { get; } = [];

    internal IEnumerable<OpenLot> Open => _lots.Values.SelectMany(lots => lots).OrderBy(lot => lot.OpenedAt);

    /// <summary>
    /// What comes first at one instant, or on one day where a broker gives no times: corporate actions, then trades, openings first, then
    /// the ends of options, then the shares that they bring.
    /// </summary>
    internal static int Turn(Execution execution) =>
        (execution.Cause, execution.IsOpening) switch
        {
            (ExecutionCause.CorporateAction, false) => 0,
            (ExecutionCause.CorporateAction, true) => 1,
            (ExecutionCause.OptionEnd or ExecutionCause.CashSettlement, _) => 4,
            (ExecutionCause.Delivery, true) => 5,
            (ExecutionCause.Delivery, false) => 6,
            (_, true) => 2,
            _ => 3,
        };

    internal void Add(Execution execution)
    {
        if (execution.IsOpening)
            AddLots(execution);
        else
            Close(execution);
    }

    /// <summary>Ends options that expired without a row that says so, at the exchange's close on their last day, for nothing.</summary>
    internal void Expire(Func<OptionContract, bool> expired)
    {
        foreach (var (instrument, lots) in _lots)
        {
            if (lots.Count == 0 || OccSymbol.Parse(instrument) is not { } contract || !expired(contract))
                continue;
            var at = LocalDate
                .FromDateOnly(contract.Expiration)
                .At(s_close)
                .InZoneLeniently(s_exchange)
                .ToDateTimeOffset()
                .ToUniversalTime();
            foreach (var lot in lots)
                Closed.Add(Ended(lot, null, lot.Quantity, lot.Cash, at, ExecutionAction.Expired));
            lots.Clear();
        }
    }

    private void AddLots(Execution execution)
    {
        var lots = Lots(execution.Instrument);
        foreach (var (origin, quantity) in _origins.Of(execution))
        {
            lots.AddLast(
                new OpenLot(
                    execution.Id,
                    origin,
                    execution.Account,
                    execution.Instrument,
                    execution.Action == ExecutionAction.SellToOpen,
                    quantity,
                    execution.Price,
                    execution.Fees * quantity / execution.Quantity,
                    execution.At,
                    execution.Currency
                )
            );
        }
    }

    private void Close(Execution execution)
    {
        var (left, lots) = (execution.Quantity, Lots(execution.Instrument));
        for (var node = lots.First; node is not null && left > 0; )
        {
            var (lot, next) = (node.Value, node.Next);
            if (Closes(execution.Action, lot.IsShort))
            {
                var quantity = Math.Min(left, lot.Quantity);
                var openingFees = quantity == lot.Quantity ? lot.Fees : lot.Fees * quantity / lot.Quantity;
                var gross = (execution.Price - lot.Price) * quantity * (lot.IsShort ? -1 : 1);
                var ended = Ended(
                    lot,
                    execution.Id,
                    quantity,
                    gross - openingFees - (execution.Fees * quantity / execution.Quantity),
                    execution.At,
                    execution.Action
                );
                Closed.Add(ended);
                _origins.Ended(execution, ended);
                left -= quantity;
                if (quantity == lot.Quantity)
                    lots.Remove(node);
                else
                    node.Value = lot with { Quantity = lot.Quantity - quantity, Fees = lot.Fees - openingFees };
            }

            node = next;
        }

        if (left > 0)
            Unmatched.Add(
                new UnmatchedClose(
                    execution.Id,
                    execution.Account,
                    execution.Instrument,
                    left,
                    (CashSign(execution.Action) * execution.Price * left) - (execution.Fees * left / execution.Quantity),
                    execution.At,
                    execution.Currency
                )
            );
    }

    private LinkedList<OpenLot> Lots(string instrument)
    {
        if (!_lots.TryGetValue(instrument, out var lots))
            _lots[instrument] = lots = [];
        return lots;
    }

    private static ClosedLot Ended(OpenLot lot, string? closing, decimal quantity, decimal pnl, DateTimeOffset at, ExecutionAction how) =>
        new(lot.Opening, closing, lot.Origin, lot.Account, lot.Instrument, lot.IsShort, quantity, pnl, lot.OpenedAt, at, how, lot.Currency);

    /// <summary>Assignment and expiry close what there is, short or long.</summary>
    private static bool Closes(ExecutionAction action, bool isShort) =>
        action switch
        {
            ExecutionAction.BuyToClose => isShort,
            ExecutionAction.SellToClose => !isShort,
            _ => true,
        };

    /// <summary>Of what settles an option whose side is not known, nothing is known.</summary>
    private static int CashSign(ExecutionAction action) =>
        action switch
        {
            ExecutionAction.SellToClose => 1,
            ExecutionAction.BuyToClose => -1,
            _ => 0,
        };
}
