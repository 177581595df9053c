using System.Collections.Immutable;

namespace LearningActors.Insights;

/// <summary>The learning journal.</summary>
public interface IInsightLedger
{
    /// <summary>Every insight, also pruned ones.</summary>
    Task<ImmutableArray<Insight>> ReadAllAsync();

    /// <summary>A part of the insights.</summary>
    Task<ListPart<Insight>> ListAsync(InsightFilter filter, ListRequest<InsightSort> request);

    /// <summary>Records insights, in place of those with the same id, in one transaction.</summary>
    Task SaveAsync(ImmutableArray<Insight> insights);

    /// <summary>When the journal last changed; null while it is empty.</summary>
    Task<DateTimeOffset?> ChangedAtAsync();
}
