using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Recommendations, executions and their matches.</summary>
/// <remarks>
/// Whatever is recorded marks, in its own transaction, the local days and the positions that it touches. Reconciling and working out
/// outcomes take these marks, so that a crash leaves nothing undone.
/// </remarks>
public interface IRecommendationLedger
{
    /// <summary>Records recommendations; for each, whether it is stored now.</summary>
    Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Recommendation> recommendations);

    /// <summary>Records executions; for each, whether it is stored now.</summary>
    Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Execution> executions);

    /// <summary>Records prices; those of the same instrument, day and source are replaced.</summary>
    Task AppendAsync(ImmutableArray<DailyPrice> prices);

    /// <summary>Days that something has touched since they were reconciled, the earliest first.</summary>
    Task<ImmutableArray<DateOnly>> ReadMarkedDaysAsync(DateOnly through, int limit);

    /// <summary>Marks days to be reconciled.</summary>
    Task MarkDaysAsync(DateOnly from, DateOnly through);

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

    /// <summary>Marks positions in options whose last trading day is over and that no row has ended.</summary>
    Task MarkExpiredAsync(DateOnly lastDay);

    /// <summary>
    /// Takes some of the positions and matches that are marked and due, the first ones, lets their outcomes be worked out, and writes
    /// what has changed, in one transaction that no other is beside. Where that fails, they stay marked.
    /// </summary>
    /// <returns>Null where nothing was due; otherwise how many outcomes are new, other than before, or gone.</returns>
    Task<int?> TrackMarkedAsync(int maxMarks, Func<OutcomeFacts, OutcomeResult> track);

    /// <summary>Keeps the first mark that is due for later: two minutes at first, then twice as long each time, at most a day.</summary>
    /// <returns>Null where nothing was due.</returns>
    Task<PostponedMark?> PostponeMarkAsync();

    /// <summary>Everything that outcomes up to an instant follow from.</summary>
    Task<OutcomeFacts> ReadForOutcomesAsync(DateTimeOffset before);

    /// <summary>The stored outcomes by kind and currency.</summary>
    Task<ImmutableArray<OutcomeCount>> CountOutcomesAsync();

    /// <summary>Matches, those without a reason first, then by day and id.</summary>
    Task<ListPart<MatchRecord>> ListAsync(MatchFilter filter, ListRequest<MatchSort> request);

    /// <summary>Matches of Pacific days, each with its recommendation, in order of day and id.</summary>
    Task<ImmutableArray<MatchedRecommendation>> ReadMatchedAsync(DateOnly from, DateOnly through);

    /// <summary>A match, or null.</summary>
    Task<MatchRecord?> FindAsync(Guid id);

    /// <summary>Notes a reason, where the match still has the revision; a revision of null is any.</summary>
    Task<MatchDecision> SetReasonAsync(Guid id, ReasonCode code, string? text, string by, int? revision);

    /// <summary>Excludes a match, or takes it in again, where it still has the revision; a revision of null is any.</summary>
    Task<MatchDecision> ExcludeAsync(Guid id, string? reason, string by, int? revision);
}
