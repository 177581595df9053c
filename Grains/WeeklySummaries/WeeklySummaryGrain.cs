using LearningActors.AlgorithmChanges;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using NodaTime;

namespace LearningActors.WeeklySummaries;

/// <inheritdoc cref="IWeeklySummaryGrain" />
/// <remarks>
/// A version is written and then filed. An activation begins by filing the version that it finds, and ends where filing fails:
/// so every version before the latest is in the ledger.
/// </remarks>
public sealed class WeeklySummaryGrain(
    [PersistentState("weeklySummary", StateStorage.Name)] IPersistentState<WeeklySummaryState> stored,
    IWeeklySummaryLedger summaries,
    IRecommendationLedger recommendations,
    IClock clock
) : Grain, IWeeklySummaryGrain
{
    private IsoWeek Week => IsoWeek.Parse(this.GetPrimaryKeyString());

    private WeeklySummary? Latest => stored.State.Latest;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Latest is { } latest ? summaries.FileAsync(latest, stored.State.Review) : Task.CompletedTask;

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord> Generate(string by)
    {
        var next = await MakeAsync(by);
        await WriteAsync(stored.State with { Latest = next });
        return Record(next);
    }

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord> Refresh(string by)
    {
        var next = await MakeAsync(by);
        if (Latest is { } latest && next.Changes.IsEmpty)
            return Record(latest);
        await WriteAsync(stored.State with { Latest = next });
        return Record(next);
    }

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord?> Get(int? version)
    {
        if (Latest is not { } latest)
            return null;
        var wanted = version is { } number && number != latest.Version ? await summaries.FindAsync(Week, number) : latest;
        return wanted is null ? null : Record(wanted);
    }

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord?> Review(ReviewStatus? status, string? notes, string by)
    {
        if (Latest is not { } latest)
            return null;
        var former = stored.State.Review;
        await WriteAsync(
            stored.State with
            {
                Review = new SummaryReview(
                    status ?? former?.Status ?? ReviewStatus.Pending,
                    notes ?? former?.Notes,
                    latest.Version,
                    by,
                    clock.UtcNow
                ),
            }
        );
        return Record(latest);
    }

    private async Task<WeeklySummary> MakeAsync(string by)
    {
        var now = clock.UtcNow;
        var first = Week.Plus(-PatternDetection.WeeksBefore).Monday;
        var all = (await recommendations.ReadMatchedAsync(first, Week.Sunday)).ToLookup(match => match.Record.Day >= Week.Monday);
        MatchedRecommendation[] matches = [.. all[true]];
        var (figures, patterns) = (WeekAggregation.Of(matches), PatternDetection.Find(matches, all[false]));
        var candidates = await GrainFactory.GetGrain<IAlgorithmChangeListGrain>(IAlgorithmChangeListGrain.Key).Observe(Week, patterns, by);
        var next = new WeeklySummary(
            Week,
            (Latest?.Version ?? 0) + 1,
            now,
            by,
            PacificDay.Of(now) > Week.Sunday,
            figures,
            patterns,
            candidates,
            [],
            WeeklyNotification.Write(Week, figures, patterns, candidates)
        );
        return Latest is { } latest ? next with { Changes = SummaryDifference.Between(latest, next) } : next;
    }

    private WeeklySummaryRecord Record(WeeklySummary summary) => new(summary, Latest!.Version, stored.State.Review);

    private Task WriteAsync(WeeklySummaryState next) =>
        stored.WriteWholeAsync(next, DeactivateOnIdle, () => summaries.FileAsync(next.Latest!, next.Review));
}
