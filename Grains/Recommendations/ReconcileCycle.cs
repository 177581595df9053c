using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>Monday to Friday at 21:00 Pacific: today and yesterday, whose executions may have come late.</summary>
public sealed class ReconcileCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.Reconcile;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(PacificDay.Zone, new LocalTime(21, 0), PacificDay.Weekdays);

    /// <inheritdoc />
    public int CatchUp => 10;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } =
    [
        new("yesterday", (occurrence, grains) => ReconcileAsync(occurrence.Date.AddDays(-1), grains)),
        new("today", (occurrence, grains) => ReconcileAsync(occurrence.Date, grains)),
    ];

    private static async Task<string> ReconcileAsync(DateOnly day, IGrainFactory grains)
    {
        var reconciled = await grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key).Reconcile(day);
        return $"{day:yyyy-MM-dd}: {reconciled.Recommendations} recommendations, {reconciled.New} new matches, {reconciled.Revised} "
            + "revised.";
    }
}
