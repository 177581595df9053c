using LearningActors.Recommendations;

namespace LearningActors.Brokers;

/// <summary>Whether a purchase or sale opens or closes, as far as the broker says.</summary>
internal enum PositionEffect
{
    Unknown,
    Open,
    Close,
}

/// <summary>A purchase or sale of a broker that may not say whether it opens or closes, or the end of an option.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="At">UTC.</param>
/// <param name="Instrument">As in <see cref="Movement"/>.</param>
/// <param name="Asset">Its kind.</param>
/// <param name="Underlying">As in <see cref="Movement"/>.</param>
/// <param name="IsPurchase">It was bought.</param>
/// <param name="Effect">What the broker says of it.</param>
/// <param name="Cause">Why.</param>
/// <param name="Quantity">More than 0.</param>
/// <param name="Price">For one contract, share or coin.</param>
/// <param name="Costs">Commissions and fees.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Multiplier">Of a contract; 1 for shares.</param>
/// <param name="Order">The broker's order number.</param>
/// <param name="Account">The account.</param>
/// <param name="End">
/// What the end of an option does, assigned or expired: it is neither purchase nor sale then, and closes what there is.
/// </param>
internal sealed record Fill(
    int Line,
    DateTimeOffset At,
    string Instrument,
    InstrumentKind Asset,
    string Underlying,
    bool IsPurchase,
    PositionEffect Effect,
    ExecutionCause Cause,
    decimal Quantity,
    decimal Price,
    decimal Costs,
    string Currency,
    decimal Multiplier,
    string? Order,
    string? Account,
    ExecutionAction? End = null
);

/// <summary>
/// Makes movements of fills. Where the broker does not say, a fill closes what is held on the other side, and opens the rest.
/// </summary>
/// <remarks>What was held before the file begins is not known, so a file should begin with the account.</remarks>
internal sealed class FillBook(ContentIds ids)
{
    private readonly Dictionary<(string? Account, string Instrument), decimal> _held = [];

    /// <summary>The rows of fills, oldest first; a fill that closes and opens makes two.</summary>
    /// <param name="fills">In the order of the file, which is newest first with most brokers.</param>
    internal IEnumerable<MovementRow> Rows(IReadOnlyList<Fill> fills)
    {
        var inOrder = fills.Count > 1 && fills[0].At > fills[^1].At ? fills.Reverse() : fills;
        foreach (var fill in inOrder.OrderBy(fill => fill.At))
        {
            var held = _held.GetValueOrDefault((fill.Account, fill.Instrument));
            if (fill.End is { } end)
            {
                _held[(fill.Account, fill.Instrument)] = held - (Math.Sign(held) * Math.Min(fill.Quantity, Math.Abs(held)));
                yield return Row(fill, fill.Quantity, end);
                continue;
            }

            var (sign, opposite) = fill.IsPurchase ? (1, Math.Max(0, -held)) : (-1, Math.Max(0, held));
            _held[(fill.Account, fill.Instrument)] = held + (sign * fill.Quantity);
            var closes = fill.Effect switch
            {
                PositionEffect.Open => 0,
                PositionEffect.Close => fill.Quantity,
                _ => Math.Min(fill.Quantity, opposite),
            };
            if (closes > 0)
                yield return Row(fill, closes, fill.IsPurchase ? ExecutionAction.BuyToClose : ExecutionAction.SellToClose);
            if (closes < fill.Quantity)
                yield return Row(fill, fill.Quantity - closes, fill.IsPurchase ? ExecutionAction.BuyToOpen : ExecutionAction.SellToOpen);
        }
    }

    private MovementRow Row(Fill fill, decimal quantity, ExecutionAction action) =>
        new(
            fill.Line,
            new Movement(
                ids.Of(fill.Account, fill.At, fill.Order, fill.Instrument, $"{action}/{fill.Cause}", quantity, fill.Price * quantity),
                fill.At,
                fill.Instrument,
                fill.Asset,
                fill.Underlying,
                action,
                fill.Cause,
                quantity,
                fill.Price,
                fill.Costs * quantity / fill.Quantity,
                fill.Currency,
                fill.Multiplier,
                fill.Order,
                fill.Account
            )
        );
}
