namespace LearningActors.Client;

/// <summary>Something that was executed. It never changes.</summary>
public sealed record Execution
{
    /// <summary>The broker's, or one made of its row.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset ExecutedAt { get; init; }

    /// <summary>The OCC symbol of an option on shares, the symbol of a share, or the broker's symbol of anything else.</summary>
    public required string Instrument { get; init; }

    /// <summary><c>STO</c>, <c>BTC</c>, <c>BTO</c>, <c>STC</c>, <c>assigned</c> or <c>expired</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Contracts, shares or coins.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>For a contract with its multiplier, a share or a coin.</summary>
    public required decimal Price { get; init; }

    /// <summary>Commissions included; negative where more was credited.</summary>
    public required decimal Fees { get; init; }

    /// <summary>Where; null where there is one account only.</summary>
    public required string? Account { get; init; }

    /// <summary>The recommendation that it follows, where whoever executed it said so.</summary>
    public required string? RecommendationId { get; init; }

    /// <summary>
    /// <c>trade</c>, <c>option_end</c>, <c>cash_settlement</c>, <c>delivery</c>, <c>corporate_action</c> or <c>other</c>.
    /// </summary>
    public required string Cause { get; init; }

    /// <summary><c>share</c>, <c>option</c>, <c>future</c>, <c>future_option</c>, <c>crypto</c> or <c>other</c>.</summary>
    public required string InstrumentKind { get; init; }

    /// <summary>What an option is on; the instrument itself where it is no option.</summary>
    public required string Underlying { get; init; }

    /// <summary>The broker's order number.</summary>
    public required string? OrderId { get; init; }

    /// <summary>Units of the underlying in a contract; 1 for shares and coins.</summary>
    public required decimal Multiplier { get; init; }

    /// <summary>ISO 4217, or the coin in which it was paid.</summary>
    public required string Currency { get; init; }
}
