namespace LearningActors.Client;

/// <summary>A fill that the broker reported.</summary>
public sealed record ExecutionInput
{
    /// <summary>The broker's id.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>When it was executed, with its offset.</summary>
    public required DateTimeOffset ExecutedAt { get; init; }

    /// <summary>The OCC symbol of an option on shares, the symbol of a share, or the broker's symbol of anything else.</summary>
    public required string Instrument { get; init; }

    /// <summary>What was done. One of <c>STO</c>, <c>BTC</c>, <c>BTO</c>, <c>STC</c>, <c>assigned</c>, <c>expired</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Contracts or shares.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>For a contract with its multiplier, a share or a coin; not needed for what was assigned or expired.</summary>
    public decimal? Price { get; init; }

    /// <summary>Commissions included. By default <c>0</c>.</summary>
    public decimal? Fees { get; init; }

    /// <summary>The account; any where it is not given.</summary>
    public string? Account { get; init; }

    /// <summary>The recommendation that it follows, where that is known.</summary>
    public string? RecommendationId { get; init; }

    /// <summary>
    /// Why the position moved: trade unless it was assigned or expired; only a trade can follow a recommendation. One of <c>trade</c>,
    /// <c>option_end</c>, <c>cash_settlement</c>, <c>delivery</c>, <c>corporate_action</c>, <c>other</c>.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>
    /// What is held: option for an OCC symbol, otherwise share, where it is not given. One of <c>share</c>, <c>option</c>,
    /// <c>future</c>, <c>future_option</c>, <c>crypto</c>, <c>other</c>.
    /// </summary>
    public string? InstrumentKind { get; init; }

    /// <summary>What an option is on; the root of its OCC symbol where it is not given.</summary>
    public string? Underlying { get; init; }

    /// <summary>The broker's order number: all its fills are one order.</summary>
    public string? OrderId { get; init; }

    /// <summary>Units of the underlying in a contract: 100 for an option, otherwise 1, where it is not given.</summary>
    public decimal? Multiplier { get; init; }

    /// <summary>ISO 4217, or the coin in which it was paid. By default <c>USD</c>.</summary>
    public string? Currency { get; init; }
}
