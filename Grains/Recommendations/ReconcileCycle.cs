using LearningActors.Cycles;
using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>Monday to Friday at 21:00 Pacific: today and yesterday, whose executions may have come late.</summary>
public sealed class ReconcileCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.Reconcile;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(
        PacificDay.Zone, new LocalTime(21, 0),
        new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday });

    /// <inheritdoc />
    public int CatchUp => 10;

    /// <inheritdoc />
    public IReadOnlyList<string> Steps { get; } = ["yesterday", "today"];

    /// <inheritdoc />
    public async Task<string> RunAsync(string step, string occurrence, IGrainFactory grains)
    {
        var day = DayOf(occurrence).AddDays(step == "today" ? 0 : -1);
        var reconciled = await grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key).Reconcile(day);
        return $"{day:yyyy-MM-dd}: {reconciled.Recommendations} recommendations, {reconciled.New} new matches, {reconciled.Revised} revised.";
    }

    /// <summary>The local date in the occurrence's name; of a run by hand, the Pacific day of its instant.</summary>
    private static DateOnly DayOf(string occurrence)
    {
        var name = occurrence[(occurrence.LastIndexOf('/') + 1)..];
        return name.StartsWith("now-", StringComparison.Ordinal)
            ? PacificDay.Of(DateTimeOffset.Parse(name["now-".Length..], System.Globalization.CultureInfo.InvariantCulture))
            : DateOnly.ParseExact(name, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }
}
