namespace LearningActors.Trades;

/// <summary>Trades of these attributes; what is null is not asked for.</summary>
/// <param name="SetupType">The setup.</param>
/// <param name="MarketPhase">The market phase.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Timeframe">The timeframe.</param>
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
    /// <summary>All trades.</summary>
    public static TradeConditions All { get; } = new();
}
