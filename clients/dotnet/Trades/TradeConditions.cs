namespace LearningActors.Client;

/// <summary>Trades of these attributes; what is null is not asked for.</summary>
public sealed record TradeConditions
{
    /// <summary>The setup.</summary>
    public required string? SetupType { get; init; }

    /// <summary>The market phase.</summary>
    public required string? MarketPhase { get; init; }

    /// <summary>The symbol.</summary>
    public required string? Symbol { get; init; }

    /// <summary>The timeframe.</summary>
    public required string? Timeframe { get; init; }

    /// <summary>The UTC hour of the entry, 0..23.</summary>
    public required int? Hour { get; init; }
}
