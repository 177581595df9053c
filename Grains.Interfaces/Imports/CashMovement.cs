namespace LearningActors.Imports;

/// <summary>What cash moved for.</summary>
[GenerateSerializer, Alias("CashKind")]
public enum CashKind
{
    Dividend,
    Interest,

    /// <summary>For shares that the broker lent out.</summary>
    Lending,
    Fee,
    Tax,
    Deposit,
    Withdrawal,

    /// <summary>Between accounts.</summary>
    Transfer,

    /// <summary>Of the account's balance, such as the daily settlement of futures.</summary>
    Adjustment,
    Other,
}

/// <summary>Which movements of cash are listed; what is null does not matter.</summary>
/// <param name="Account">The broker's account, as the import names it.</param>
/// <param name="Kind">What it moved for.</param>
/// <param name="From">Moved then or later.</param>
/// <param name="Before">Moved before.</param>
[GenerateSerializer, Immutable, Alias("CashFilter")]
public sealed record CashFilter(string? Account, CashKind? Kind, DateTimeOffset? From, DateTimeOffset? Before);

/// <summary>What movements of cash are sorted by.</summary>
[GenerateSerializer, Alias("CashSort")]
public enum CashSort
{
    At,

    /// <summary>Whatever the currency.</summary>
    Amount,
}

/// <summary>Cash that moved without a position. It never changes.</summary>
/// <param name="Id">Follows from what the row says.</param>
/// <param name="At">UTC.</param>
/// <param name="Account">The account; null where there is one only.</param>
/// <param name="Kind">What it moved for.</param>
/// <param name="Amount">In <paramref name="Currency"/>; less than 0 where it was paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Description">The broker's words.</param>
/// <param name="Instrument">What it is about, such as the share that paid a dividend.</param>
[GenerateSerializer, Immutable, Alias("CashMovement")]
public sealed record CashMovement(
    string Id,
    DateTimeOffset At,
    string? Account,
    CashKind Kind,
    decimal Amount,
    string Currency,
    string Description,
    string? Instrument
);
