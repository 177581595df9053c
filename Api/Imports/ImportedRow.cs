using LearningActors.Brokers;
using LearningActors.Recommendations;

namespace LearningActors.Imports;

/// <summary>Turns what a broker's file says into what the ledger holds.</summary>
internal static class ImportedRow
{
    private const int MaxId = 200;
    private const int MaxText = 100;
    private const decimal MaxNumber = 1_000_000_000_000m;

    /// <summary>An execution, a movement of cash, or why it is neither.</summary>
    internal static object Of(BrokerRow row) =>
        row switch
        {
            MovementRow { Movement: var movement } => Fault(movement) is { } fault
                ? new UnusableRow(row.Line, 0, fault, MovesPosition: true)
                : Execution(movement),
            CashRow cash => Fault(cash) is { } fault ? new UnusableRow(row.Line, 0, fault, MovesPosition: false) : Cash(cash),
            Brokers.UnusableRow unusable => new UnusableRow(row.Line, 0, unusable.Reason, unusable.MovesPosition),
            _ => throw new ArgumentOutOfRangeException(nameof(row), row, "Not a row of a broker's file."),
        };

    private static Execution Execution(Movement movement) =>
        new(
            movement.Id,
            movement.At,
            movement.Instrument.ToUpperInvariant(),
            movement.Action,
            movement.Quantity,
            movement.Price,
            movement.Costs,
            movement.Account,
            movement.Recommendation,
            movement.Cause,
            movement.Asset,
            movement.Underlying.ToUpperInvariant(),
            movement.Order,
            movement.Multiplier,
            movement.Currency.ToUpperInvariant()
        );

    private static CashMovement Cash(CashRow row) =>
        new(
            row.Id,
            row.At,
            row.Account,
            row.Kind,
            row.Amount,
            row.Currency.ToUpperInvariant(),
            row.Description,
            row.Symbol?.ToUpperInvariant()
        );

    /// <summary>What the ledger would refuse; null where it takes it.</summary>
    private static string? Fault(Movement movement) =>
        TooLong("id", movement.Id, MaxId)
        ?? TooLong("symbol", movement.Instrument, MaxText)
        ?? TooLong("order number", movement.Order, MaxText)
        ?? TooLong("account", movement.Account, MaxText)
        ?? TooLong("recommendation", movement.Recommendation, MaxText)
        ?? (
            movement.Multiplier <= 0 ? "has a multiplier that is not more than 0"
            : movement.Price < 0 ? "has a price below 0"
            : movement.Quantity <= 0 ? "has a quantity that is not more than 0"
            : movement.Quantity > MaxNumber || movement.Price > MaxNumber || Math.Abs(movement.Costs) > MaxNumber
                ? "has a number beyond a million millions"
            : null
        );

    private static string? Fault(CashRow row) =>
        TooLong("id", row.Id, MaxId)
        ?? TooLong("account", row.Account, MaxText)
        ?? (Math.Abs(row.Amount) > MaxNumber ? "has a number beyond a million millions" : null);

    private static string? TooLong(string what, string? text, int max) =>
        text?.Length > max ? $"has a {what} of more than {max} characters" : null;
}
