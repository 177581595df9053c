namespace LearningActors.Client;

/// <summary>Conditions that trades have to meet; a condition that is null is met by all.</summary>
public sealed record TradeFilterInput
{
    /// <summary>Such as <c>pullback</c>.</summary>
    public string? SetupType { get; init; }

    /// <summary>Such as <c>range</c>.</summary>
    public string? MarketPhase { get; init; }

    /// <summary>Such as <c>BTC/USD</c>.</summary>
    public string? Symbol { get; init; }

    /// <summary>Such as <c>5m</c>.</summary>
    public string? Timeframe { get; init; }

    /// <summary>The UTC hour of the entry. 0 to 23.</summary>
    public int? Hour { get; init; }
}
