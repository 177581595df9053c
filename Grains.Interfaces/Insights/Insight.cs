using System.Collections.Immutable;
using LearningActors.Statistics;
using LearningActors.Strategies;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>What an insight is about.</summary>
[GenerateSerializer, Alias("InsightType")]
public enum InsightType
{
    /// <summary>Several conditions together.</summary>
    Pattern,

    /// <summary>How trades of a setup do, such as <c>pullback</c>.</summary>
    Setup,

    /// <summary>How trades in a market phase do, such as <c>range</c>.</summary>
    MarketPhase,

    /// <summary>A symbol.</summary>
    Risk,

    /// <summary>An hour or a timeframe.</summary>
    Execution,
}

/// <summary>What an insight compares trades by.</summary>
[GenerateSerializer, Alias("InsightOutcome")]
public enum InsightOutcome
{
    /// <summary>How often they win.</summary>
    WinRate,

    /// <summary>What they make, wins compared with wins and losses with losses, as multiples of what they risked.</summary>
    RMultiple,

    /// <summary>The same, as a fraction of what was paid, where most risks are unknown.</summary>
    Return,
}

/// <summary>Something learnt from trades.</summary>
/// <param name="Id">Stays when its figures are computed again.</param>
/// <param name="Type">What it is about.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Conditions">Where it applies.</param>
/// <param name="Scope">The trades that it was found among.</param>
/// <param name="IsBetter">Trades there win more often than the rest, or make more; else less.</param>
/// <param name="WinRate">Of the trades there; those that were entered together in the same symbol and direction count once.</param>
/// <param name="RestWinRate">Of the others in the scope.</param>
/// <param name="Confidence">
/// The probability that it is so beyond what the other insights say, 0..1: a posterior that is drawn towards what most conditions show,
/// which is nothing. It moves both ways as trades arrive.
/// </param>
/// <param name="SupportingTrades">Ids of the last trades that speak for it.</param>
/// <param name="FoundBy">The model's configured name, or <c>statistics</c>.</param>
/// <param name="IsActive">It is served; pruned ones are kept and not served.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="Variants">Other conditions that nearly the same trades meet, and what models said in their own words.</param>
/// <param name="Course">How the trades there went; null where only their ends are known.</param>
/// <param name="RestCourse">How the others in the scope went.</param>
/// <param name="ExpectedWinRate">
/// The share of trades there that truly win, as is believed: the win rate drawn towards the others', since what stands out among many
/// conditions mostly stands out too far. Its 95 % interval takes that into account, the win rate's does not. Null where the insight is
/// about what they make.
/// </param>
/// <param name="Outcome">What it compares trades by.</param>
/// <param name="Result">What the trades there make, in the unit of <paramref name="Outcome"/>; null where that is wins.</param>
/// <param name="RestResult">What the others in the scope make.</param>
/// <param name="ExpectedDifference">
/// What trades there truly make more than others that ended alike, as is believed, in the unit of <paramref name="Outcome"/>: drawn towards
/// nothing as the expected win rate is. Null where the outcome is wins.
/// </param>
/// <param name="Decision">What a person decided on it; null while nobody did.</param>
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
    DateTimeOffset UpdatedAt,
    ImmutableArray<InsightVariant> Variants,
    CourseFigures? Course,
    CourseFigures? RestCourse,
    Estimate? ExpectedWinRate,
    InsightOutcome Outcome = InsightOutcome.WinRate,
    Estimate? Result = null,
    Estimate? RestResult = null,
    Estimate? ExpectedDifference = null,
    InsightDecision? Decision = null
);

/// <summary>Another way to say an insight.</summary>
/// <param name="Conditions">Conditions that nearly the same trades meet; those of the insight where only the words differ.</param>
/// <param name="Text">A sentence.</param>
/// <param name="FoundBy">The model's configured name, or <c>statistics</c>.</param>
[GenerateSerializer, Immutable, Alias("InsightVariant")]
public sealed record InsightVariant(TradeConditions Conditions, string Text, string FoundBy);

/// <summary>How some trades went.</summary>
/// <param name="PnlByCurrency">Profits after fees; what is in different currencies is not added.</param>
/// <param name="Return">Profit after fees over what was paid at the entry, a fraction.</param>
/// <param name="RMultiple">Profit over what was risked to the first stop, where that is known.</param>
/// <param name="AdverseExcursion">How far prices went against them, a fraction of the entry price, where that is known.</param>
/// <param name="FavourableExcursion">How far prices went for them, a fraction of the entry price, where that is known.</param>
/// <param name="HoldingMinutes">How long they were held.</param>
[GenerateSerializer, Immutable, Alias("CourseFigures")]
public sealed record CourseFigures(
    ImmutableArray<CurrencyPnl> PnlByCurrency,
    Estimate Return,
    Estimate RMultiple,
    Estimate AdverseExcursion,
    Estimate FavourableExcursion,
    Estimate HoldingMinutes
);

/// <summary>An insight and how well it fits a question.</summary>
/// <param name="Insight">What is served, with its evidence.</param>
/// <param name="Relevance">0.3 for the setup, 0.3 for the phase, 0.2 for the symbol, 0.2 for the timeframe.</param>
[GenerateSerializer, Immutable, Alias("RelevantInsight")]
public sealed record RelevantInsight(Insight Insight, double Relevance);
