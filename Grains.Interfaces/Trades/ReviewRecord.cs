namespace LearningActors.Trades;

/// <summary>A review, and what it is of.</summary>
/// <param name="Review">The review.</param>
/// <param name="Rule">The strategy rule that the trade followed.</param>
/// <param name="Symbol">The trade's symbol.</param>
/// <param name="ExitTime">When the trade was closed, UTC.</param>
/// <param name="Pnl">The trade's profit after fees, in <paramref name="Currency"/>.</param>
/// <param name="Currency">What the profit is in.</param>
[GenerateSerializer, Immutable, Alias("ReviewRecord")]
public sealed record ReviewRecord(TradeReview Review, string Rule, string Symbol, DateTimeOffset ExitTime, decimal Pnl, string Currency);

/// <summary>Which reviews are listed; what is null does not matter.</summary>
/// <param name="Rule">The strategy rule that their trades followed.</param>
/// <param name="Symbol">The symbol of their trades.</param>
/// <param name="Validity">Of the setup.</param>
/// <param name="Reviewer">A model's configured name, or <c>rules</c>.</param>
/// <param name="HasLessons">They have lessons, or none.</param>
/// <param name="From">Made then or later, UTC.</param>
/// <param name="Before">Made earlier, UTC.</param>
[GenerateSerializer, Immutable, Alias("ReviewFilter")]
public sealed record ReviewFilter(
    string? Rule,
    string? Symbol,
    SetupValidity? Validity,
    string? Reviewer,
    bool? HasLessons,
    DateTimeOffset? From,
    DateTimeOffset? Before
);

/// <summary>What reviews are sorted by.</summary>
[GenerateSerializer, Alias("ReviewSort")]
public enum ReviewSort
{
    ReviewedAt,
    ExitTime,
    PerformanceRating,
}
