namespace LearningActors.Trades;

/// <summary>A recorded trade, what follows from its prices, and its review.</summary>
/// <param name="Trade">The trade.</param>
/// <param name="RMultiple">Profit over what was risked to the first stop; null where that is unknown.</param>
/// <param name="AdverseExcursion">How far the price went against it, a fraction of the entry price; null where unknown.</param>
/// <param name="FavourableExcursion">How far the price went for it, a fraction of the entry price; null where unknown.</param>
/// <param name="Review">Its review; null before.</param>
[GenerateSerializer, Immutable, Alias("TradeRecord")]
public sealed record TradeRecord(
    Trade Trade,
    double? RMultiple,
    double? AdverseExcursion,
    double? FavourableExcursion,
    TradeReview? Review
);

/// <summary>Which trades are listed; what is null does not matter.</summary>
/// <param name="Conditions">Their attributes.</param>
/// <param name="Rule">The strategy rule that they followed.</param>
/// <param name="Side">Long or short.</param>
/// <param name="Status">How they ended.</param>
/// <param name="AssetType">What kind of thing was traded.</param>
/// <param name="Currency">What their profit is in.</param>
/// <param name="IsWin">They made a profit, or none.</param>
/// <param name="IsReviewed">They have a review, or none.</param>
/// <param name="From">Closed then or later, UTC.</param>
/// <param name="Before">Closed earlier, UTC.</param>
[GenerateSerializer, Immutable, Alias("TradeFilter")]
public sealed record TradeFilter(
    TradeConditions Conditions,
    string? Rule,
    TradeSide? Side,
    TradeStatus? Status,
    AssetType? AssetType,
    string? Currency,
    bool? IsWin,
    bool? IsReviewed,
    DateTimeOffset? From,
    DateTimeOffset? Before
);

/// <summary>What trades are sorted by.</summary>
[GenerateSerializer, Alias("TradeSort")]
public enum TradeSort
{
    ExitTime,
    EntryTime,

    /// <summary>Profit, in whatever currency.</summary>
    Pnl,
}
