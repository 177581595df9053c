namespace LearningActors.WeeklySummaries;

/// <summary>A week's summary: all its versions, and people's review of it. Key: the week, such as <c>2025-W01</c>.</summary>
[Alias("IWeeklySummaryGrain")]
public interface IWeeklySummaryGrain : IGrainWithStringKey
{
    /// <summary>Makes a new version from what is known now.</summary>
    /// <param name="by">The name of the key.</param>
    [Alias("Generate"), ResponseTimeout("00:02:00")]
    Task<WeeklySummaryRecord> Generate(string by);

    /// <summary>Makes a new version only where something differs from the latest; doing it again changes nothing.</summary>
    /// <param name="by">The cycle's occurrence.</param>
    [Alias("Refresh"), ResponseTimeout("00:02:00")]
    Task<WeeklySummaryRecord> Refresh(string by);

    /// <summary>A version, or the latest; null where there is none.</summary>
    [Alias("Get")]
    Task<WeeklySummaryRecord?> Get(int? version);

    /// <summary>Notes what a person made of it; what is null stays.</summary>
    /// <returns>Null where there is no summary.</returns>
    [Alias("Review")]
    Task<WeeklySummaryRecord?> Review(ReviewStatus? status, string? notes, string by);
}

/// <summary>Finds weeks, and has their summaries made. Key: <c>weekly-summaries</c>.</summary>
[Alias("IWeeklySummariesGrain")]
public interface IWeeklySummaryListGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "weekly-summaries";

    /// <summary>A part of the latest versions of the weeks.</summary>
    [Alias("ListPart")]
    Task<ListPart<WeeklySummaryRecord>> List(WeeklySummaryFilter filter, ListRequest<WeeklySummarySort> request);

    /// <summary>Makes a new version of a week that has begun.</summary>
    /// <param name="week">Null for this week, on the clock of Los Angeles.</param>
    /// <param name="by">The name of the key.</param>
    [Alias("Generate"), ResponseTimeout("00:02:00")]
    Task<GeneratedSummary> Generate(IsoWeek? week, string by);
}

/// <summary>Which summaries are listed; what is null does not matter.</summary>
/// <param name="Year">The ISO year.</param>
/// <param name="Status">How far the review is; a week that nobody reviewed is pending.</param>
[GenerateSerializer, Immutable, Alias("WeeklySummaryFilter")]
public sealed record WeeklySummaryFilter(int? Year, ReviewStatus? Status);

/// <summary>What summaries are sorted by.</summary>
[GenerateSerializer, Alias("WeeklySummarySort")]
public enum WeeklySummarySort
{
    Week,

    /// <summary>When the latest version was made.</summary>
    GeneratedAt,
}

/// <summary>A summary that was made, or why not.</summary>
/// <param name="Record">The summary; null where none was made.</param>
/// <param name="Refusal">Why none was made, a sentence about the week.</param>
[GenerateSerializer, Immutable, Alias("GeneratedSummary")]
public sealed record GeneratedSummary(WeeklySummaryRecord? Record, string? Refusal);
