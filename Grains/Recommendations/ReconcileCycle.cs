using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>Monday to Friday at 21:00 Pacific: the day, and whatever was touched since it was reconciled.</summary>
public sealed class ReconcileCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.Reconcile;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(PacificDay.Zone, new LocalTime(21, 0), PacificDay.Weekdays);

    /// <inheritdoc />
    public int CatchUp => 10;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } = [new("marked days", ReconcileAsync)];

    private static async Task<string> ReconcileAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var all = await grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Key).ReconcileMarked(occurrence.Date);
        return $"{all.Days} days: {all.Recommendations} recommendations, {all.New} new matches, {all.Revised} revised.";
    }
}
