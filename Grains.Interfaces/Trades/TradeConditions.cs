namespace LearningActors.Trades;

/// <summary>Trades of these attributes; what is null is not asked for.</summary>
/// <param name="SetupType">Such as <c>pullback</c>.</param>
/// <param name="MarketPhase">Such as <c>range</c>.</param>
/// <param name="Symbol">Such as <c>BTC/USD</c>.</param>
/// <param name="Timeframe">Such as <c>5m</c>.</param>
/// <param name="Hour">The UTC hour of the entry, 0..23.</param>
[GenerateSerializer, Immutable, Alias("TradeConditions")]
public sealed record TradeConditions(
    string? SetupType = null,
    string? MarketPhase = null,
    string? Symbol = null,
    string? Timeframe = null,
    int? Hour = null
)
{
    /// <summary>No condition: every trade meets it.</summary>
    public static TradeConditions All { get; } = new();
}
