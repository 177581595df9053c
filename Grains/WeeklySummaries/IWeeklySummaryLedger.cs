using System.Collections.Immutable;

namespace LearningActors.WeeklySummaries;

/// <summary>Where the summaries of weeks can be found; their grains hold them.</summary>
public interface IWeeklySummaryLedger
{
    /// <summary>Files a version, and the review of its week. Doing it again changes nothing.</summary>
    Task FileAsync(WeeklySummary summary, SummaryReview? review);

    /// <summary>A version of a week; null where there is none.</summary>
    Task<WeeklySummary?> FindAsync(IsoWeek week, int version);

    /// <summary>A part of the latest versions.</summary>
    Task<ListPart<WeeklySummaryRecord>> ListAsync(WeeklySummaryFilter filter, ListRequest<WeeklySummarySort> request);

    /// <summary>Weeks with a summary whose matches or outcomes have changed since, each with the mark up to which that was seen.</summary>
    Task<ImmutableArray<(IsoWeek Week, long Through)>> ReadChangedWeeksAsync();

    /// <summary>Forgets that a week has changed, up to a mark.</summary>
    Task ForgetChangesAsync(IsoWeek week, long through);
}
