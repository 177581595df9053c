using System.Text.Json.Serialization;

namespace LearningActors.Recommendations;

/// <summary>Something that was executed. It never changes.</summary>
/// <param name="Id">The broker's, or one made of its row.</param>
/// <param name="At">UTC.</param>
/// <param name="Instrument">The OCC symbol of an option on shares, the symbol of a share, or the broker's symbol of anything else.</param>
/// <param name="Action">What was done.</param>
/// <param name="Quantity">Contracts, shares or coins, more than 0.</param>
/// <param name="Price">
/// In <paramref name="Currency"/> for a contract with its multiplier, a share or a coin; for what was assigned, the cash that settled
/// it, 0 where shares were delivered; 0 for what expired.
/// </param>
/// <param name="Fees">In <paramref name="Currency"/>, commissions included; negative where more was credited.</param>
/// <param name="Account">Where; null where there is one account only.</param>
/// <param name="RecommendationId">The recommendation that it follows, where whoever executed it said so.</param>
/// <param name="Cause">Why the position moved.</param>
/// <param name="Kind">What is held.</param>
/// <param name="Underlying">What an option is on, such as SPX for SPXW; the instrument itself where it is no option.</param>
/// <param name="OrderId">The broker's order number: all its fills are one order, whatever the time between them.</param>
/// <param name="Multiplier">Units of the underlying in a contract; 1 for shares and coins.</param>
/// <param name="Currency">ISO 4217, or the coin in which it was paid.</param>
[GenerateSerializer, Immutable, Alias("Execution")]
public sealed record Execution(
    string Id,
    DateTimeOffset At,
    string Instrument,
    ExecutionAction Action,
    decimal Quantity,
    decimal Price,
    decimal Fees,
    string? Account,
    string? RecommendationId,
    ExecutionCause Cause,
    InstrumentKind Kind,
    string Underlying,
    string? OrderId,
    decimal Multiplier,
    string Currency
)
{
    /// <summary>What most brokers count in.</summary>
    public const string UsualCurrency = "USD";

    private const decimal SharesOfContract = 100;

    /// <summary>
    /// An execution of which the kind, the underlying and the multiplier follow from the instrument, and the cause from the action: a
    /// trade, or the end of an option; in USD.
    /// </summary>
    public static Execution Of(
        string id,
        DateTimeOffset at,
        string instrument,
        ExecutionAction action,
        decimal quantity,
        decimal price,
        decimal fees,
        string? account = null,
        string? recommendationId = null
    )
    {
        var contract = OccSymbol.Parse(instrument);
        return new Execution(
            id,
            at,
            instrument,
            action,
            quantity,
            price,
            fees,
            account,
            recommendationId,
            EndsOption(action) ? ExecutionCause.OptionEnd : ExecutionCause.Trade,
            contract is null ? InstrumentKind.Share : InstrumentKind.Option,
            contract?.Root ?? instrument,
            null,
            contract is null ? 1 : SharesOfContract,
            UsualCurrency
        );
    }

    /// <summary>Whether an action is the end of an option, and no trade.</summary>
    public static bool EndsOption(ExecutionAction action) => action is ExecutionAction.Assigned or ExecutionAction.Expired;

    /// <summary>Somebody decided to trade at that moment.</summary>
    [JsonIgnore]
    public bool IsTrade => Cause == ExecutionCause.Trade && !EndsOption(Action);

    /// <summary>It opens a position, or adds to one.</summary>
    [JsonIgnore]
    public bool IsOpening => Action is ExecutionAction.SellToOpen or ExecutionAction.BuyToOpen;
}

/// <summary>Why a position moved. Only a trade can follow a recommendation.</summary>
[GenerateSerializer, Alias("ExecutionCause")]
public enum ExecutionCause
{
    /// <summary>Somebody traded.</summary>
    Trade,

    /// <summary>An option was assigned, exercised or expired.</summary>
    OptionEnd,

    /// <summary>An option ended in cash: the amount is what it was worth.</summary>
    CashSettlement,

    /// <summary>Shares that an assignment or exercise brought or took.</summary>
    Delivery,

    /// <summary>A split, merger, symbol change or spin-off: one position ends and another takes its place at the same instant.</summary>
    CorporateAction,

    /// <summary>Anything else that the broker did: a transfer between accounts, a reinvested dividend.</summary>
    Other,
}

/// <summary>What kind of thing is held.</summary>
[GenerateSerializer, Alias("InstrumentKind")]
public enum InstrumentKind
{
    /// <summary>A share, or a fund that trades as one.</summary>
    Share,

    /// <summary>An option on shares or an index.</summary>
    Option,

    /// <summary>A future; a contract moves its multiplier times the price.</summary>
    Future,

    /// <summary>An option on a future; it is delivered as a future.</summary>
    FutureOption,

    /// <summary>A coin; quantities have fractions.</summary>
    Crypto,

    /// <summary>Anything else, such as a bond.</summary>
    Other,
}
