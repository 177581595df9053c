using System.Collections.Immutable;

namespace LearningActors.Insights;

/// <summary>Finds insights, keeps them honest, and prunes them. Key: <c>insights</c>.</summary>
[Alias("IInsightGrain")]
public interface IInsightGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "insights";

    /// <summary>Looks for insights among trades: statistically, and by the model where one is configured. Each is checked against the trades.</summary>
    [Alias("Aggregate"), ResponseTimeout("00:05:00")]
    Task<Aggregation> Aggregate(TradeConditions scope, int leastTrades, double leastConfidence);

    /// <summary>Estimates every insight anew from the trades of now.</summary>
    /// <returns>How many changed.</returns>
    [Alias("Reestimate"), ResponseTimeout("00:05:00")]
    Task<int> Reestimate();

    /// <summary>Takes insights below a confidence out of service; they are kept.</summary>
    /// <returns>How many.</returns>
    [Alias("Prune")]
    Task<int> Prune(double threshold);

    /// <summary>Insights, the most certain first.</summary>
    /// <param name="type">Of one type; null for all.</param>
    /// <param name="leastConfidence">At least so certain.</param>
    /// <param name="isActive">Served ones, or pruned ones; null for both.</param>
    [Alias("List")]
    Task<ImmutableArray<Insight>> List(InsightType? type, double leastConfidence, bool? isActive);

    /// <summary>What was learnt in the last days.</summary>
    [Alias("Summarise")]
    Task<LearningSummary> Summarise(int days);
}

/// <summary>What looking for insights brought.</summary>
/// <param name="Trades">The trades that were looked at.</param>
/// <param name="Found">Insights that the trades support, new ones and known ones.</param>
/// <param name="Refused">Claims that they do not, and answers that could not be read.</param>
[GenerateSerializer, Immutable, Alias("Aggregation")]
public sealed record Aggregation(int Trades, ImmutableArray<Insight> Found, ImmutableArray<RefusedClaim> Refused);

/// <summary>A claim that was not taken.</summary>
/// <param name="Text">The claim.</param>
/// <param name="Reason">Why, a sentence.</param>
[GenerateSerializer, Immutable, Alias("RefusedClaim")]
public sealed record RefusedClaim(string Text, string Reason);

/// <summary>What was learnt in some days.</summary>
/// <param name="Days">So many.</param>
/// <param name="TotalLearnings">Insights there are.</param>
/// <param name="ActiveLearnings">Those that are served.</param>
/// <param name="NewLearnings">Those found in these days.</param>
/// <param name="AvgConfidence">Mean confidence of active ones; null without any.</param>
/// <param name="ByType">Active ones by type.</param>
/// <param name="TradesReviewed">Reviews in these days.</param>
/// <param name="WinRate">Of the trades that were closed in these days.</param>
[GenerateSerializer, Immutable, Alias("LearningSummary")]
public sealed record LearningSummary(
    int Days, int TotalLearnings, int ActiveLearnings, int NewLearnings, double? AvgConfidence, ImmutableArray<InsightCount> ByType, long TradesReviewed, Analysis.Proportion WinRate);

/// <summary>Insights of a type.</summary>
[GenerateSerializer, Immutable, Alias("InsightCount")]
public sealed record InsightCount(InsightType Type, int Count);

/// <summary>Serves insights before a trade, from memory. Key: <c>relevant</c>.</summary>
[Alias("IRelevantInsightsGrain")]
public interface IRelevantInsightsGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "relevant";

    /// <summary>The insights that fit best: by relevance times confidence; none that does not fit at all.</summary>
    [Alias("Find")]
    Task<ImmutableArray<RelevantInsight>> Find(TradeConditions context, int limit);
}
