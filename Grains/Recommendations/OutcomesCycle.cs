using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>Monday to Friday at 22:00 Pacific: the outcomes of what has changed, or expired.</summary>
public sealed class OutcomesCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.Outcomes;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(PacificDay.Zone, new LocalTime(22, 0), PacificDay.Weekdays);

    /// <inheritdoc />
    public int CatchUp => 10;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } = [new("outcomes", TrackAsync)];

    private static async Task<string> TrackAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var changed = await grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Key).TrackMarked();
        return $"{changed} outcomes changed.";
    }
}
