using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.FineTuning;

/// <summary>On the first of each month, 03:00 UTC: starts a job where the threshold is passed and enough is new.</summary>
public sealed class MonthlyFineTuningCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.MonthlyFineTuning;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(3, 0), CycleSchedule.EveryDay) { DayOfMonth = 1 };

    /// <summary>It trains on what is there now: a missed month has nothing of its own.</summary>
    public int CatchUp => 1;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } =
    [new CycleStep("start", (occurrence, grains) => grains.GetGrain<IFineTuningGrain>(IFineTuningGrain.Key).StartIfDue(occurrence.Id))];
}
