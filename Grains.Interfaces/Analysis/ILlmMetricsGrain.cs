using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Rolls closed days up into <c>llm_metrics</c>. Key: <c>llm-metrics</c>.</summary>
[Alias("ILlmMetricsGrain")]
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
