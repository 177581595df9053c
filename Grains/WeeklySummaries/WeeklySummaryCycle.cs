using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Cycles;
using LearningActors.Recommendations;
using NodaTime;

namespace LearningActors.WeeklySummaries;

/// <summary>
/// Saturday 09:00 Pacific: makes the summaries of earlier weeks anew that have changed, then the summary of the week, which is sent,
/// then follows the changes that are being validated.
/// </summary>
public sealed class WeeklySummaryCycle(ChangedWeeks changed) : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.WeeklySummary;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(PacificDay.Zone, new LocalTime(9, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Saturday });

    /// <inheritdoc />
    public int CatchUp => 8;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps =>
        [new("earlier weeks", MakeAnewAsync), new("this week", MakeAsync), new("validations", FollowUpAsync)];

    private async Task<string> MakeAnewAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var made = await changed.RefreshAsync(grains, occurrence.Id);
        return made.Count == 0 ? "No earlier week has changed." : $"Made again: {string.Join(", ", made)}.";
    }

    private static async Task<string> MakeAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var week = IsoWeek.Of(occurrence.Date);
        var made = await grains.GetGrain<IWeeklySummaryGrain>(week.ToString()).Refresh(occurrence.Id);
        await grains
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .Raise(
                new Alert($"weekly-summary/{week}", AlertKind.WeeklySummary, $"Weekly learning summary {week}", made.Summary.Notification)
            );
        return $"{week}: {made.Summary.Figures.Total} matches, {made.Summary.Patterns.Length} patterns, "
            + $"{made.Summary.Candidates.Length} candidates.";
    }

    private static async Task<string> FollowUpAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var said = new List<string>();
        foreach (
            var id in await grains
                .GetGrain<IAlgorithmChangeListGrain>(IAlgorithmChangeListGrain.Key)
                .ListIds(AlgorithmChangeStatus.Validating)
        )
            said.Add(await grains.GetGrain<IAlgorithmChangeGrain>(id).FollowUp(occurrence.Id));
        return said.Count == 0 ? "Nothing is being validated." : string.Join(" ", said);
    }
}
