using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>A part of a position that was opened by one execution and closed by another.</summary>
/// <param name="Opening">The id of the execution that opened it.</param>
/// <param name="Closing">The id of the execution that closed it; null where an expiration was inferred.</param>
/// <param name="Origin">
/// The id of the execution that the position began with: for delivered shares the opening of the option that brought them, after a
/// corporate action the opening before it, otherwise <paramref name="Opening"/>.
/// </param>
/// <param name="Account">Where.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="IsShort">It was sold first.</param>
/// <param name="Quantity">Contracts, shares or coins.</param>
/// <param name="Pnl">After the fees of both sides, each in proportion, in <paramref name="Currency"/>.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="ClosedAt">UTC.</param>
/// <param name="How">The closing action.</param>
/// <param name="Currency">Of the account's record.</param>
public sealed record ClosedLot(
    string Opening,
    string? Closing,
    string Origin,
    string? Account,
    string Instrument,
    bool IsShort,
    decimal Quantity,
    decimal Pnl,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    ExecutionAction How,
    string Currency
)
{
    /// <summary>No row says that it expired; its last day is long enough past.</summary>
    public bool IsInferred => Closing is null;
}

/// <summary>What is still open.</summary>
/// <param name="Opening">The id of the execution that opened it.</param>
/// <param name="Origin">As in <see cref="ClosedLot"/>.</param>
/// <param name="Account">Where.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="IsShort">It was sold first.</param>
/// <param name="Quantity">Contracts, shares or coins.</param>
/// <param name="Price">For a contract, a share or a coin.</param>
/// <param name="Fees">The fees of opening that are left with it.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="Currency">Of the account's record.</param>
public sealed record OpenLot(
    string Opening,
    string Origin,
    string? Account,
    string Instrument,
    bool IsShort,
    decimal Quantity,
    decimal Price,
    decimal Fees,
    DateTimeOffset OpenedAt,
    string Currency
)
{
    /// <summary>What was received for it, less what was paid, fees included.</summary>
    public decimal Cash => ((IsShort ? 1 : -1) * Price * Quantity) - Fees;
}

/// <summary>A close for which no open position is known: it was opened before the record begins. What it made is not known.</summary>
/// <param name="Closing">The id of the execution.</param>
/// <param name="Account">Where.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="Quantity">What is left of it.</param>
/// <param name="Cash">What was received, less what was paid, fees included.</param>
/// <param name="At">UTC.</param>
/// <param name="Currency">Of the account's record.</param>
public sealed record UnmatchedClose(
    string Closing,
    string? Account,
    string Instrument,
    decimal Quantity,
    decimal Cash,
    DateTimeOffset At,
    string Currency
);

/// <summary>Positions of exact contracts and shares; what was opened first is closed first.</summary>
/// <param name="Closed">Lots that were closed, in order of their closing.</param>
/// <param name="Open">Lots that are open, in order of their opening.</param>
/// <param name="Unmatched">Closes without an opening.</param>
/// <remarks>
/// Nothing is counted twice and nothing is left out: the sum of the P&amp;L of closed lots and the cash of open ones and of unmatched
/// closes is the cash of all executions.
/// </remarks>
public sealed record FifoPositions(ImmutableArray<ClosedLot> Closed, ImmutableArray<OpenLot> Open, ImmutableArray<UnmatchedClose> Unmatched)
{
    /// <summary>The positions after executions, in order of their time; accounts have positions of their own.</summary>
    /// <param name="executions">
    /// All of the instruments in question; with an option that was assigned also the shares that it brought, and both sides of a
    /// corporate action.
    /// </param>
    /// <param name="expired">Whether an option without a row that ends it counts as expired; none where it is not given.</param>
    public static FifoPositions Of(IEnumerable<Execution> executions, Func<OptionContract, bool>? expired = null)
    {
        var (closed, open, unmatched) = (
            ImmutableArray.CreateBuilder<ClosedLot>(),
            ImmutableArray.CreateBuilder<OpenLot>(),
            ImmutableArray.CreateBuilder<UnmatchedClose>()
        );
        foreach (var account in executions.GroupBy(execution => execution.Account))
        {
            var book = new PositionBook();
            foreach (
                var execution in account.OrderBy(one => one.At).ThenBy(PositionBook.Turn).ThenBy(one => one.Id, StringComparer.Ordinal)
            )
                book.Add(execution);
            if (expired is not null)
                book.Expire(expired);
            closed.AddRange(book.Closed);
            open.AddRange(book.Open);
            unmatched.AddRange(book.Unmatched);
        }

        return new FifoPositions(closed.ToImmutable(), open.ToImmutable(), unmatched.ToImmutable());
    }
}
