using LearningActors.Recommendations;

namespace LearningActors.Brokers;

/// <summary>A change of a position, as a broker recorded it.</summary>
/// <param name="Id">Follows from what the row says and not from how it is written: the same row of another export has the same.</param>
/// <param name="At">UTC.</param>
/// <param name="Instrument">The OCC symbol of an option on shares; otherwise the broker's symbol.</param>
/// <param name="Asset">Its kind.</param>
/// <param name="Underlying">What an option is on, as far as the export says; the share itself.</param>
/// <param name="Action">What it does to the position.</param>
/// <param name="Cause">Why.</param>
/// <param name="Quantity">Contracts, shares or coins, more than 0; crypto has fractions.</param>
/// <param name="Price">For one contract (so with its multiplier), share or coin, 0 or more, in <paramref name="Currency"/>.</param>
/// <param name="Costs">Commissions and fees, less what was credited; in <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Multiplier">Of a contract; 1 for shares and coins.</param>
/// <param name="Order">The broker's order number; null where it gives none.</param>
/// <param name="Account">The account; null where neither the file nor the user names it.</param>
/// <param name="Recommendation">The recommendation that it followed, where the file says so.</param>
public sealed record Movement(
    string Id,
    DateTimeOffset At,
    string Instrument,
    InstrumentKind Asset,
    string Underlying,
    ExecutionAction Action,
    ExecutionCause Cause,
    decimal Quantity,
    decimal Price,
    decimal Costs,
    string Currency,
    decimal Multiplier,
    string? Order,
    string? Account,
    string? Recommendation = null
);
