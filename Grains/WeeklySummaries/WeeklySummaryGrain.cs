using LearningActors.AlgorithmChanges;
using LearningActors.Recommendations;

namespace LearningActors.WeeklySummaries;

/// <inheritdoc cref="IWeeklySummaryGrain" />
/// <remarks>A version is written with the whole state and then filed; each activation files once more what there is.</remarks>
public sealed class WeeklySummaryGrain(
    [PersistentState("weeklySummary", StateStorage.Name)] IPersistentState<WeeklySummaryState> stored,
    IWeeklySummaryLedger summaries, IRecommendationLedger recommendations, TimeProvider time) : Grain, IWeeklySummaryGrain
{
    private IsoWeek Week => IsoWeek.Parse(this.GetPrimaryKeyString());

    private WeeklySummary? Latest => stored.State.Versions.IsEmpty ? null : stored.State.Versions[^1];

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken) => Latest is null ? Task.CompletedTask : FileAsync();

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord> Generate(string by)
    {
        var next = await MakeAsync(by);
        await WriteAsync(stored.State with { Versions = stored.State.Versions.Add(next) });
        return Record(next);
    }

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord> Refresh(string by)
    {
        var next = await MakeAsync(by);
        if (Latest is { } latest && next.Changes.IsEmpty)
            return Record(latest);
        await WriteAsync(stored.State with { Versions = stored.State.Versions.Add(next) });
        return Record(next);
    }

    /// <inheritdoc />
    public Task<WeeklySummaryRecord?> Get(int? version)
    {
        var wanted = version is null ? Latest : stored.State.Versions.FirstOrDefault(one => one.Version == version);
        return Task.FromResult(wanted is null ? null : Record(wanted));
    }

    /// <inheritdoc />
    public async Task<WeeklySummaryRecord?> Review(ReviewStatus? status, string? notes, string by)
    {
        if (Latest is not { } latest)
            return null;
        var former = stored.State.Review;
        await WriteAsync(stored.State with
        {
            Review = new SummaryReview(status ?? former?.Status ?? ReviewStatus.Pending, notes ?? former?.Notes, latest.Version, by, time.GetUtcNow()),
        });
        return Record(latest);
    }

    private async Task<WeeklySummary> MakeAsync(string by)
    {
        var now = time.GetUtcNow();
        var matches = await recommendations.ReadMatchedAsync(Week.Monday, Week.Sunday);
        var (figures, patterns) = (WeekReckoning.Of(matches), PatternDetection.Find(matches));
        var candidates = await GrainFactory.GetGrain<IAlgorithmChangesGrain>(IAlgorithmChangesGrain.Key).Observe(Week, patterns, by);
        var next = new WeeklySummary(
            Week, (Latest?.Version ?? 0) + 1, now, by, PacificDay.Of(now) > Week.Sunday, figures, patterns, candidates, [], WeeklyNotification.Write(Week, figures, patterns, candidates));
        return Latest is { } latest ? next with { Changes = SummaryDifference.Between(latest, next) } : next;
    }

    private WeeklySummaryRecord Record(WeeklySummary summary) => new(summary, Latest!.Version, stored.State.Review);

    private async Task WriteAsync(WeeklySummaryState next)
    {
        var former = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
            await FileAsync();
        }
        catch
        {
            // Whether it was written is unknown: the next activation reads what is there, and files it.
            stored.State = former;
            DeactivateOnIdle();
            throw;
        }
    }

    private Task FileAsync() => summaries.FileAsync(Week, stored.State.Versions, stored.State.Review);
}
