using LearningActors.Recommendations;

namespace LearningActors.WeeklySummaries;

/// <summary>Makes summaries anew whose weeks have changed; a version is added only where a figure differs.</summary>
public sealed class ChangedWeeks(IWeeklySummaryLedger ledger) : IMatchesObserver
{
    private const string By = "changed days";

    /// <inheritdoc />
    public Task ChangedAsync(IGrainFactory grains) => RefreshAsync(grains, By);

    /// <summary>Makes them anew.</summary>
    /// <param name="grains">Finds the grains of the weeks.</param>
    /// <param name="by">Who asks.</param>
    /// <returns>The weeks that have a new version.</returns>
    internal async Task<IReadOnlyList<string>> RefreshAsync(IGrainFactory grains, string by)
    {
        var made = new List<string>();
        foreach (var (week, through) in await ledger.ReadChangedWeeksAsync())
        {
            var grain = grains.GetGrain<IWeeklySummaryGrain>(week.ToString());
            var (before, now) = (await grain.Get(null), await grain.Refresh(by));
            // What changes from now on has a later mark.
            await ledger.ForgetChangesAsync(week, through);
            if (before?.LatestVersion != now.LatestVersion)
                made.Add($"{week} (version {now.LatestVersion})");
        }

        return made;
    }
}
