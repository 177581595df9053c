using System.Collections.Immutable;

namespace LearningActors.Insights;

/// <summary>The learning journal.</summary>
public interface IInsightLedger
{
    /// <summary>Every insight, also pruned ones.</summary>
    Task<ImmutableArray<Insight>> ReadAllAsync();

    /// <summary>A part of the insights.</summary>
    Task<ListPart<Insight>> ListAsync(InsightFilter filter, ListRequest<InsightSort> request);

    /// <summary>An insight, or null.</summary>
    Task<Insight?> FindAsync(Guid id);

    /// <summary>Records what was decided on an insight; null where nothing is.</summary>
    Task DecideAsync(Guid id, InsightDecision? decision);

    /// <summary>Records insights, in place of those with the same id, in one transaction; decisions on them stay.</summary>
    Task SaveAsync(ImmutableArray<Insight> insights);

    /// <summary>Which version the journal is; another one after each change of an insight or decision.</summary>
    Task<JournalVersion> ReadVersionAsync();
}

/// <summary>A version of the journal.</summary>
/// <param name="UpdatedAt">When figures last changed; null while it is empty.</param>
/// <param name="Decisions">How often somebody decided.</param>
public sealed record JournalVersion(DateTimeOffset? UpdatedAt, long Decisions);
