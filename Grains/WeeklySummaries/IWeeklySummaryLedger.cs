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
}
