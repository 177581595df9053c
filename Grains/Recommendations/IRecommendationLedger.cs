using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Recommendations, executions and their matches.</summary>
public interface IRecommendationLedger
{
    /// <summary>Records recommendations; for each, whether it is stored now.</summary>
    Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Recommendation> recommendations);

    /// <summary>Records executions; for each, whether it is stored now.</summary>
    Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Execution> executions);

    /// <summary>
    /// Reads what has to be looked at for a day, lets it be matched, and writes what has changed, in one transaction that no other
    /// reconciliation is beside: the matches of the day, and those of neighbours that are matched already.
    /// Executions that belong to other recommendations are not given, and neither are rivals that have theirs.
    /// </summary>
    /// <param name="span">The day and what is around it.</param>
    /// <param name="match">Makes the matches of recommendations, executions, and the ids of those that were matched before.</param>
    Task<ReconciledDay> ReconcileAsync(
        ReconciliationSpan span,
        Func<IReadOnlyList<Recommendation>, IReadOnlyList<Execution>, IReadOnlyDictionary<string, string>, ImmutableArray<Match>> match
    );

    /// <summary>All matches, their recommendations, and every execution before an instant.</summary>
    Task<(
        ImmutableArray<MatchRecord> Matches,
        ImmutableArray<Recommendation> Recommendations,
        ImmutableArray<Execution> Executions
    )> ReadForOutcomesAsync(DateTimeOffset before);

    /// <summary>Records outcomes in place of earlier ones.</summary>
    /// <returns>How many are new or other than before.</returns>
    Task<int> SaveAsync(ImmutableArray<PositionOutcome> outcomes);

    /// <summary>Matches, those without a reason first, then by day and id.</summary>
    Task<ListPart<MatchRecord>> ListAsync(MatchFilter filter, ListRequest<MatchSort> request);

    /// <summary>Matches of Pacific days, each with its recommendation, in order of day and id.</summary>
    Task<ImmutableArray<MatchedRecommendation>> ReadMatchedAsync(DateOnly from, DateOnly through);

    /// <summary>A match, or null.</summary>
    Task<MatchRecord?> FindAsync(Guid id);

    /// <summary>Notes a reason.</summary>
    Task<MatchRecord?> SetReasonAsync(Guid id, ReasonCode code, string? text);

    /// <summary>Excludes a match, or takes it in again.</summary>
    Task<MatchRecord?> ExcludeAsync(Guid id, string? reason);
}
