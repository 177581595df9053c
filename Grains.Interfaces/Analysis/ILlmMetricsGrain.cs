using System.Collections.Immutable;

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
}
