using System.Collections.Immutable;
using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>What an insight is about.</summary>
[GenerateSerializer, Alias("InsightType")]
public enum InsightType
{
    /// <summary>Several conditions together.</summary>
    Pattern,

    /// <summary>A setup.</summary>
    Setup,

    /// <summary>A market phase.</summary>
    MarketPhase,

    /// <summary>A symbol.</summary>
    Risk,

    /// <summary>An hour or a timeframe.</summary>
    Execution,
}

/// <summary>Something learnt from trades.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it is about.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Conditions">Where it applies.</param>
/// <param name="Scope">The trades that it was found among.</param>
/// <param name="IsBetter">Trades there win more often than the rest; else less often.</param>
/// <param name="WinRate">Of the trades there.</param>
/// <param name="RestWinRate">Of the others in the scope.</param>
/// <param name="Confidence">The posterior probability that it is so, 0..1; it moves both ways as trades arrive.</param>
/// <param name="SupportingTrades">Ids of the last trades that speak for it.</param>
/// <param name="FoundBy">The model's configured name, or <c>statistics</c>.</param>
/// <param name="IsActive">It is served; pruned ones are kept and not served.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
[GenerateSerializer, Immutable, Alias("Insight")]
public sealed record Insight(
    Guid Id,
    InsightType Type,
    string Text,
    TradeConditions Conditions,
    TradeConditions Scope,
    bool IsBetter,
    Proportion WinRate,
    Proportion RestWinRate,
    double Confidence,
    ImmutableArray<string> SupportingTrades,
    string FoundBy,
    bool IsActive,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>An insight and how well it fits a question.</summary>
/// <param name="Insight">The insight.</param>
/// <param name="Relevance">0.3 for the setup, 0.3 for the phase, 0.2 for the symbol, 0.2 for the timeframe.</param>
[GenerateSerializer, Immutable, Alias("RelevantInsight")]
public sealed record RelevantInsight(Insight Insight, double Relevance);
