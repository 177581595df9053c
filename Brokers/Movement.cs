namespace LearningActors.Brokers;

/// <summary>What a movement does to a position.</summary>
public enum PositionAction
{
    /// <summary>BTO: opens or adds to a long position.</summary>
    BuyToOpen,

    /// <summary>STO: opens or adds to a short position.</summary>
    SellToOpen,

    /// <summary>BTC: closes a short position.</summary>
    BuyToClose,

    /// <summary>STC: closes a long position.</summary>
    SellToClose,

    /// <summary>Closes what there is, long or short: an option that was assigned or exercised.</summary>
    Assigned,

    /// <summary>Closes what there is, long or short: an option that expired.</summary>
    Expired,
}

/// <summary>Why a position moved. Only a trade is somebody's decision of that moment.</summary>
public enum MovementCause
{
    /// <summary>Somebody traded.</summary>
    Trade,

    /// <summary>An option was assigned, exercised or expired.</summary>
    OptionEnd,

    /// <summary>An option ended in cash: the amount is what it was worth.</summary>
    CashSettlement,

    /// <summary>Shares that an assignment or exercise brought or took.</summary>
    Delivery,

    /// <summary>A split, merger, symbol change or spin-off: one position ends and another takes its place.</summary>
    CorporateAction,

    /// <summary>Anything else that the broker did: a transfer between accounts, a reinvested dividend.</summary>
    Other,
}

/// <summary>What kind of thing is held.</summary>
public enum AssetKind
{
    Share,
    Option,
    Future,
    FutureOption,
    Crypto,
    Other,
}

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
    AssetKind Asset,
    string Underlying,
    PositionAction Action,
    MovementCause Cause,
    decimal Quantity,
    decimal Price,
    decimal Costs,
    string Currency,
    decimal Multiplier,
    string? Order,
    string? Account,
    string? Recommendation = null
);
