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
    private const string Earlier = "earlier weeks";
    private const string ThisWeek = "this week";
    private const string Validations = "validations";
    private const int WeeksMadeAgain = 4;

    /// <inheritdoc />
    public string Name => CycleNames.WeeklySummary;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(PacificDay.Zone, new LocalTime(9, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Saturday });

    /// <inheritdoc />
    public int CatchUp => 8;

    /// <inheritdoc />
    public IReadOnlyList<string> Steps { get; } = [Earlier, ThisWeek, Validations];

    /// <inheritdoc />
    public Task<string> RunAsync(string step, string occurrence, IGrainFactory grains)
    {
        var week = IsoWeek.Of(PacificDay.OfOccurrence(occurrence));
        return step switch
        {
            Earlier => MakeAgainAsync(week, occurrence, grains),
            ThisWeek => MakeAsync(week, occurrence, grains),
            _ => FollowUpAsync(occurrence, grains),
        };
    }

    private static async Task<string> MakeAgainAsync(IsoWeek week, string occurrence, IGrainFactory grains)
    {
        var changed = new List<string>();
        for (var ago = WeeksMadeAgain; ago > 0; ago--)
        {
            var grain = grains.GetGrain<IWeeklySummaryGrain>(week.Plus(-ago).ToString());
            if (await grain.Get(null) is not { } before)
                continue;
            var now = await grain.Refresh(occurrence);
            if (now.LatestVersion != before.LatestVersion)
                changed.Add($"{now.Summary.Week} (version {now.LatestVersion})");
        }

        return changed.Count == 0 ? "No earlier week has changed." : $"Made again: {string.Join(", ", changed)}.";
    }

    private static async Task<string> MakeAsync(IsoWeek week, string occurrence, IGrainFactory grains)
    {
        var made = await grains.GetGrain<IWeeklySummaryGrain>(week.ToString()).Refresh(occurrence);
        await grains
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .Raise(
                new Alert($"weekly-summary/{week}", AlertKind.WeeklySummary, $"Weekly learning summary {week}", made.Summary.Notification)
            );
        return $"{week}: {made.Summary.Figures.Total} matches, {made.Summary.Patterns.Length} patterns, {made.Summary.Candidates.Length} candidates.";
    }

    private static async Task<string> FollowUpAsync(string occurrence, IGrainFactory grains)
    {
        var said = new List<string>();
        foreach (
            var change in await grains
                .GetGrain<IAlgorithmChangeListGrain>(IAlgorithmChangeListGrain.Key)
                .List(AlgorithmChangeStatus.Validating)
        )
            said.Add(await grains.GetGrain<IAlgorithmChangeGrain>(change.Id).FollowUp(occurrence));
        return said.Count == 0 ? "Nothing is being validated." : string.Join(" ", said);
    }
}
