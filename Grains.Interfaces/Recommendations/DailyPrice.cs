namespace LearningActors.Recommendations;

/// <summary>What an instrument was worth on a day, as a source says. The same source may say it anew: the latest counts.</summary>
/// <param name="Instrument">The OCC symbol of an option, or the symbol of a share or index.</param>
/// <param name="Day">The trading day.</param>
/// <param name="Bid">For a contract with its multiplier, or a share; null where it is not known, as with the others.</param>
/// <param name="Ask">What sellers asked at the end of the day.</param>
/// <param name="Last">The last trade of the day.</param>
/// <param name="Close">The official close.</param>
/// <param name="Source">Who says so.</param>
[GenerateSerializer, Immutable, Alias("DailyPrice")]
public sealed record DailyPrice(string Instrument, DateOnly Day, decimal? Bid, decimal? Ask, decimal? Last, decimal? Close, string Source)
{
    /// <summary>The mean of bid and ask where both are known, otherwise the close, otherwise the last trade.</summary>
    public decimal? Value => Bid is { } bid && Ask is { } ask ? (bid + ask) / 2 : Close ?? Last;
}
