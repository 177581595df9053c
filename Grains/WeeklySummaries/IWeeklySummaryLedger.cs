using System.Collections.Immutable;

namespace LearningActors.WeeklySummaries;

/// <summary>Where the summaries of weeks can be found; their grains hold them.</summary>
public interface IWeeklySummaryLedger
{
    /// <summary>Files a version, and the review of its week. Doing it again changes nothing.</summary>
    Task FileAsync(WeeklySummary summary, SummaryReview? review);

    /// <summary>A version of a week; null where there is none.</summary>
    Task<WeeklySummary?> FindAsync(IsoWeek week, int version);

    /// <summary>The latest versions, newest week first; of an ISO year, or all.</summary>
    Task<ImmutableArray<WeeklySummaryRecord>> ReadAsync(int? year, int limit);
}
