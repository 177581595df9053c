using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Cycles;
using LearningActors.Recommendations;
using NodaTime;

namespace LearningActors.WeeklySummaries;

/// <summary>
/// Saturday 09:00 Pacific: makes the summaries of the four weeks before again, with later outcomes in, then the summary of the
/// week, which is sent, then follows the changes that are being validated.
/// </summary>
public sealed class WeeklySummaryCycle : ICycle
{
    private const int WeeksMadeAgain = 4;

    /// <inheritdoc />
    public string Name => CycleNames.WeeklySummary;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(PacificDay.Zone, new LocalTime(9, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Saturday });

    /// <inheritdoc />
    public int CatchUp => 8;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } =
    [new("earlier weeks", MakeAgainAsync), new("this week", MakeAsync), new("validations", FollowUpAsync)];

    private static async Task<string> MakeAgainAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var week = IsoWeek.Of(occurrence.Date);
        var changed = new List<string>();
        for (var ago = WeeksMadeAgain; ago > 0; ago--)
        {
            var grain = grains.GetGrain<IWeeklySummaryGrain>(week.Plus(-ago).ToString());
            if (await grain.Get(null) is not { } before)
                continue;
            var now = await grain.Refresh(occurrence.Id);
            if (now.LatestVersion != before.LatestVersion)
                changed.Add($"{now.Summary.Week} (version {now.LatestVersion})");
        }

        return changed.Count == 0 ? "No earlier week has changed." : $"Made again: {string.Join(", ", changed)}.";
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
