using System.Collections.Immutable;
using LearningActors.Statistics;
using LearningActors.Trades;
using Orleans.Concurrency;

namespace LearningActors.Insights;

/// <summary>
/// The learning journal, and the only one who writes it. No method waits for a model, and reads wait for no write. Key:
/// <c>insights</c>.
/// </summary>
[Alias("IInsightGrain")]
public interface IInsightGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "insights";

    /// <summary>Records insights that were found. One that is known is served again, with the figures of now.</summary>
    /// <param name="found">Insights; <see cref="Insight.UpdatedAt"/> is when their trades were read.</param>
    /// <returns>They, as they are recorded.</returns>
    [Alias("Take")]
    Task<ImmutableArray<Insight>> Take(ImmutableArray<Insight> found);

    /// <summary>Records new figures of known insights, except where they changed since their trades were read.</summary>
    /// <param name="changed">Insights; <see cref="Insight.UpdatedAt"/> is when their trades were read.</param>
    /// <returns>How many were recorded.</returns>
    [Alias("Revise")]
    Task<int> Revise(ImmutableArray<Insight> changed);

    /// <summary>Takes insights below a confidence out of service; they are kept.</summary>
    /// <returns>How many.</returns>
    [Alias("Prune")]
    Task<int> Prune(double threshold);

    /// <summary>Notes what a person decided on an insight, in place of what was decided before.</summary>
    /// <param name="id">The insight.</param>
    /// <param name="decision">The decision; null takes the one before back.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who decides.</param>
    /// <returns>The insight as it is then, and the decision before; null where it is unknown.</returns>
    [Alias("Decide")]
    Task<DecidedInsight?> Decide(Guid id, InsightDecisionKind? decision, string reason, string by);

    /// <summary>A part of the insights.</summary>
    [Alias("ListPart"), AlwaysInterleave]
    Task<ListPart<Insight>> List(InsightFilter filter, ListRequest<InsightSort> request);

    /// <summary>What was learnt in the last days.</summary>
    [Alias("Summarise"), AlwaysInterleave]
    Task<LearningSummary> Summarise(int days);
}

/// <summary>Which insights are listed; what is null does not matter.</summary>
/// <param name="Type">What they are about.</param>
/// <param name="MinConfidence">At least so certain, 0..1.</param>
/// <param name="IsActive">Those that are not pruned, or those that are.</param>
/// <param name="Decision">What was decided on them.</param>
[GenerateSerializer, Immutable, Alias("InsightFilter")]
public sealed record InsightFilter(InsightType? Type, double MinConfidence, bool? IsActive, DecisionFilter? Decision);

/// <summary>Which decisions on insights are asked for.</summary>
[GenerateSerializer, Alias("DecisionFilter")]
public enum DecisionFilter
{
    Accepted,
    Silenced,
    Undecided,
}

/// <summary>What insights are sorted by.</summary>
[GenerateSerializer, Alias("InsightSort")]
public enum InsightSort
{
    Confidence,
    CreatedAt,

    /// <summary>When their figures changed last.</summary>
    UpdatedAt,
}

/// <summary>What was learnt in some days.</summary>
/// <param name="Days">So many.</param>
/// <param name="TotalLearnings">Insights there are.</param>
/// <param name="ActiveLearnings">Those that are neither pruned nor silenced.</param>
/// <param name="NewLearnings">Those found in these days.</param>
/// <param name="AvgConfidence">Mean confidence of active ones; null without any.</param>
/// <param name="ByType">Active ones by type.</param>
/// <param name="TradesReviewed">Reviews in these days.</param>
/// <param name="WinRate">Of the trades that were closed in these days.</param>
[GenerateSerializer, Immutable, Alias("LearningSummary")]
public sealed record LearningSummary(
    int Days,
    int TotalLearnings,
    int ActiveLearnings,
    int NewLearnings,
    double? AvgConfidence,
    ImmutableArray<InsightCount> ByType,
    long TradesReviewed,
    Proportion WinRate
);

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
    Task<RelevantInsights> Find(TradeConditions context, int limit);

    /// <summary>All insights that <see cref="Find"/> chooses from, so that an engine can choose by itself.</summary>
    [Alias("GetServed")]
    Task<ServedInsights> GetServed();
}

/// <summary>The insights that fit a question.</summary>
/// <param name="Insights">The best first. While the journal does not change, the same question gets the same array.</param>
/// <param name="AsOf">When the journal was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("RelevantInsights")]
public sealed record RelevantInsights(ImmutableArray<RelevantInsight> Insights, DateTimeOffset AsOf);

/// <summary>The insights that are served.</summary>
/// <param name="Insights">In the order of their ids. While the journal does not change, it is the same array.</param>
/// <param name="AsOf">When the journal was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("ServedInsights")]
public sealed record ServedInsights(ImmutableArray<Insight> Insights, DateTimeOffset AsOf);
