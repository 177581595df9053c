using System.Collections.Immutable;
using LearningActors.Statistics;
using Orleans.CodeGeneration;

namespace LearningActors.Analysis;

/// <summary>Rolls days up into <c>llm_metrics</c>, and keeps the sums that pages read. Key: <c>llm-metrics</c>.</summary>
[Alias("ILlmMetricsGrain"), Version(1)]
public interface ILlmMetricsGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "llm-metrics";

    /// <summary>
    /// Rolls up every closed day up to <paramref name="through"/> that is new or had late feedback. Doing it again changes
    /// nothing.
    /// </summary>
    /// <param name="through">The last day; a day that has not ended is left out.</param>
    /// <returns>The days that were rolled up, oldest first.</returns>
    [Alias("RollUp"), ResponseTimeout("00:10:00")]
    Task<ImmutableArray<DateOnly>> RollUp(DateOnly through);

    /// <summary>
    /// Makes the sums that pages read, of the days from one to today that something came to. Who calls while it is under way shares the
    /// next time.
    /// </summary>
    /// <param name="from">The first day that will be read.</param>
    /// <param name="fresh">Also where the last time took long and is not long ago.</param>
    /// <returns>Every fact that was committed some time before this is in the sums, UTC.</returns>
    [Alias("Refresh"), ResponseTimeout("00:02:00")]
    Task<DateTimeOffset> Refresh(DateOnly from, bool fresh);

    /// <summary>The series whose positive share in the seven days before a day is below that of the 28 days before those.</summary>
    /// <param name="day">The day after the last one that is looked at.</param>
    [Alias("FindFallingTrends"), ResponseTimeout("00:10:00")]
    Task<ImmutableArray<FallingTrend>> FindFallingTrends(DateOnly day);
}

/// <summary>A series whose explanations please less than before.</summary>
/// <param name="Series">Such as <c>signal BUY</c> or <c>ticker AAPL</c>.</param>
/// <param name="Recent">The share of positive votes in the last seven days.</param>
/// <param name="Earlier">The share in the 28 days before.</param>
/// <param name="PValue">One-sided, adjusted for all series that were looked at.</param>
/// <param name="SeriesLookedAt">How many those were.</param>
[GenerateSerializer, Immutable, Alias("FallingTrend")]
public sealed record FallingTrend(string Series, Proportion Recent, Proportion Earlier, double PValue, int SeriesLookedAt);
