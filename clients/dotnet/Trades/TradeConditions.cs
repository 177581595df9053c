namespace LearningActors.Client;

/// <summary>Trades of these attributes; what is null is not asked for.</summary>
public sealed record TradeConditions
{
    /// <summary>Such as <c>pullback</c>.</summary>
    public required string? SetupType { get; init; }

    /// <summary>Such as <c>range</c>.</summary>
    public required string? MarketPhase { get; init; }

    /// <summary>Such as <c>BTC/USD</c>.</summary>
    public required string? Symbol { get; init; }

    /// <summary>Such as <c>5m</c>.</summary>
    public required string? Timeframe { get; init; }

    /// <summary>The UTC hour of the entry, 0..23.</summary>
    public required int? Hour { get; init; }
}
