using LearningActors.Imports;

namespace LearningActors.Brokers;

/// <summary>A row of a broker's file, and what was understood of it.</summary>
/// <param name="Line">Where it begins in the file, from 1 on.</param>
public abstract record BrokerRow(int Line);

/// <summary>It moves a position.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Movement">The movement.</param>
public sealed record MovementRow(int Line, Movement Movement) : BrokerRow(Line);

/// <summary>It moves cash alone: a dividend, interest, a fee, a deposit.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Id">As <see cref="Movement.Id"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Kind">What it moved for.</param>
/// <param name="Description">The broker's words for it.</param>
/// <param name="Amount">In <paramref name="Currency"/>; negative where it was paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Symbol">What it is about, such as the share that paid a dividend.</param>
/// <param name="Account">The account; null where neither the file nor the user names it.</param>
public sealed record CashRow(
    int Line,
    string Id,
    DateTimeOffset At,
    CashKind Kind,
    string Description,
    decimal Amount,
    string Currency,
    string? Symbol,
    string? Account
) : BrokerRow(Line);

/// <summary>It is neither, or can't be read.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Reason">Why, to follow "line 7 ": the same words for the same cause.</param>
/// <param name="MovesPosition">Without it, positions are wrong.</param>
public sealed record UnusableRow(int Line, string Reason, bool MovesPosition) : BrokerRow(Line);

/// <summary>A broker's file.</summary>
/// <param name="Format">The format that it was recognised as, such as <c>tastytrade</c>.</param>
/// <param name="Rows">Every row after the header.</param>
public sealed record BrokerHistory(string Format, IReadOnlyList<BrokerRow> Rows)
{
    /// <summary>What moves positions, in the order of the file.</summary>
    public IEnumerable<Movement> Movements => Rows.OfType<MovementRow>().Select(row => row.Movement);
}

/// <summary>A file that no known format fits.</summary>
/// <param name="message">What it looks like, and what was expected.</param>
public sealed class UnknownBrokerFileException(string message) : Exception(message);
