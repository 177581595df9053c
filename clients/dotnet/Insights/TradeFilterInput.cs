namespace LearningActors.Client;

/// <summary>Conditions that trades have to meet; a condition that is null is met by all.</summary>
public sealed record TradeFilterInput
{
    /// <summary>The setup.</summary>
    public string? SetupType { get; init; }

    /// <summary>The phase of the market.</summary>
    public string? MarketPhase { get; init; }

    /// <summary>The symbol.</summary>
    public string? Symbol { get; init; }

    /// <summary>The timeframe.</summary>
    public string? Timeframe { get; init; }

    /// <summary>The UTC hour of the entry. 0 to 23.</summary>
    public int? Hour { get; init; }
}
