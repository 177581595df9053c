using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.Experiments;

/// <summary>00:20 UTC, for each signal: looks after the last promotion and what runs. The closed days are rolled up by then.</summary>
public sealed class NightlyExperimentsCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.NightlyExperiments;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(0, 20), CycleSchedule.EveryDay);

    /// <summary>It looks at what is there now: a missed night has nothing of its own.</summary>
    public int CatchUp => 1;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } =
    [
        .. SignalTypes.All.Select(signal => new CycleStep(
            signal.Text(),
            (occurrence, grains) => grains.GetGrain<IExperimentCoordinatorGrain>(signal.Text()).LookAfter(occurrence.Id)
        )),
    ];
}
