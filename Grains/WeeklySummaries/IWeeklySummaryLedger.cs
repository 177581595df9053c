using System.Collections.Immutable;

namespace LearningActors.WeeklySummaries;

/// <summary>Where the summaries of weeks can be found; their grains hold them.</summary>
public interface IWeeklySummaryLedger
{
    /// <summary>Files the versions of a week that are not, and its review. Doing it again changes nothing.</summary>
    Task FileAsync(IsoWeek week, ImmutableArray<WeeklySummary> versions, SummaryReview? review);

    /// <summary>The latest versions, newest week first; of an ISO year, or all.</summary>
    Task<ImmutableArray<WeeklySummaryRecord>> ReadAsync(int? year, int most);
}
