using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>The figures that analysts read. Key: <c>days:30</c>, from 1 to 90 days up to today.</summary>
[Alias("ILlmAnalyticsGrain")]
public interface ILlmAnalyticsGrain : IGrainWithStringKey
{
    /// <summary>The figures, at most five minutes old.</summary>
    /// <param name="fresh">Reads them anew whatever their age.</param>
    [Alias("Get"), ResponseTimeout("00:02:00")]
    Task<LlmAnalytics> Get(bool fresh);
}

/// <summary>The keys of <see cref="ILlmAnalyticsGrain"/>.</summary>
public static class LlmAnalyticsKey
{
    /// <summary>The key for so many days.</summary>
    public static string Of(int days) => $"days:{days}";
}

/// <summary>The figures of the last days.</summary>
/// <param name="Days">How many UTC days, today included.</param>
/// <param name="From">The first of them.</param>
/// <param name="To">Today, UTC.</param>
/// <param name="Total">Over everything.</param>
/// <param name="ImplicitPositive">
/// Of a 10 % sample of explanations older than seven days, those without feedback. A separate figure: it decides nothing.
/// </param>
/// <param name="BySignal">For each of BUY, SELL and HOLD that was explained.</param>
/// <param name="ByTicker">For each ticker, best first by the lower bound of its positive share.</param>
/// <param name="TopTickers">The first ten of those that have feedback.</param>
/// <param name="BottomTickers">The ten of the lowest upper bound, worst first.</param>
/// <param name="ByPromptVersion">For each prompt version that words were made by.</param>
/// <param name="ByModel">For each model that wrote words.</param>
/// <param name="Factors">Factors against the rest, most significant first.</param>
/// <param name="Daily">For each day on which there was something.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("LlmAnalytics")]
public sealed record LlmAnalytics(
    int Days,
    DateOnly From,
    DateOnly To,
    FeedbackSummary Total,
    Proportion ImplicitPositive,
    ImmutableArray<NamedSummary> BySignal,
    ImmutableArray<NamedSummary> ByTicker,
    ImmutableArray<NamedSummary> TopTickers,
    ImmutableArray<NamedSummary> BottomTickers,
    ImmutableArray<NamedSummary> ByPromptVersion,
    ImmutableArray<NamedSummary> ByModel,
    ImmutableArray<FactorCriticism> Factors,
    ImmutableArray<DaySummary> Daily,
    DateTimeOffset AsOf
);

/// <summary>How votes on explanations with a factor differ from the rest.</summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="With">Positive share of votes on explanations that name it.</param>
/// <param name="Without">Positive share of the other votes.</param>
/// <param name="PValue">Two-sided Fisher exact test.</param>
/// <param name="QValue">The p-value after Benjamini–Hochberg over all factors tested.</param>
/// <param name="OftenCriticised">Rated lower than the rest, with q below 0.05.</param>
[GenerateSerializer, Immutable, Alias("FactorCriticism")]
public sealed record FactorCriticism(
    string Factor,
    Proportion With,
    Proportion Without,
    double PValue,
    double QValue,
    bool OftenCriticised
);
