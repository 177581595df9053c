using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.Analysis;

/// <summary>00:10 UTC: rolls the closed days up.</summary>
public sealed class NightlyMetricsCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.NightlyMetrics;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(0, 10), CycleSchedule.EveryDay);

    /// <inheritdoc />
    public int CatchUp => 31;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } = [new("roll-up", RollUpAsync)];

    private static async Task<string> RollUpAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var days = await grains.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).RollUp(DateOnly.MaxValue);
        return $"{days.Length} days rolled up.";
    }
}
