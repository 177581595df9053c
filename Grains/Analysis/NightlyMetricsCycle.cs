using LearningActors.Cycles;
using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.Analysis;

/// <summary>00:10 UTC: rolls the closed days up, then looks after experiments and holdouts.</summary>
public sealed class NightlyMetricsCycle : ICycle
{
    private const string RollUp = "roll-up";

    /// <inheritdoc />
    public string Name => CycleNames.NightlyMetrics;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(0, 10), CycleSchedule.EveryDay);

    /// <inheritdoc />
    public int CatchUp => 31;

    /// <inheritdoc />
    public IReadOnlyList<string> Steps { get; } = [RollUp, .. SignalTypes.All.Select(signal => signal.Text())];

    /// <inheritdoc />
    public async Task<string> RunAsync(string step, string occurrence, IGrainFactory grains)
    {
        if (step != RollUp)
            return await grains.GetGrain<IChampionGrain>(step).Watch();
        var days = await grains.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).RollUp(DateOnly.MaxValue);
        return $"{days.Length} days rolled up.";
    }
}
