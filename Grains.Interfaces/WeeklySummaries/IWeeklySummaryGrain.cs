using System.Collections.Immutable;

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

    /// <summary>The latest versions, newest week first.</summary>
    /// <param name="year">Of this ISO year; null for all.</param>
    /// <param name="limit">At most so many.</param>
    [Alias("List")]
    Task<ImmutableArray<WeeklySummaryRecord>> List(int? year, int limit);

    /// <summary>Makes a new version of a week that has begun.</summary>
    /// <param name="week">Null for this week, on the clock of Los Angeles.</param>
    /// <param name="by">The name of the key.</param>
    [Alias("Generate"), ResponseTimeout("00:02:00")]
    Task<GeneratedSummary> Generate(IsoWeek? week, string by);
}

/// <summary>A summary that was made, or why not.</summary>
[GenerateSerializer, Immutable, Alias("GeneratedSummary")]
public sealed record GeneratedSummary(WeeklySummaryRecord? Record, Refusal? Refusal);
