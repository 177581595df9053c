using LearningActors.Cycles;
using LearningActors.Strategies;
using LearningActors.Trades;
using NodaTime;

namespace LearningActors.Insights;

/// <summary>
/// 00:30 UTC: reviews what has no review, estimates insights anew, prunes those that trades no longer support, and scores the
/// strategy rules whose stored score is out of date.
/// </summary>
public sealed class NightlyLearningCycle : ICycle
{
    private const double PruneBelow = 0.3;
    private const int MaxReviews = 5000;

    /// <inheritdoc />
    public string Name => CycleNames.NightlyLearning;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(0, 30), CycleSchedule.EveryDay);

    /// <inheritdoc />
    public int CatchUp => 31;

    /// <inheritdoc />
    public IReadOnlyList<string> Steps { get; } = ["review", "re-estimate", "prune", "scores"];

    /// <inheritdoc />
    public async Task<string> RunAsync(string step, string occurrence, IGrainFactory grains)
    {
        var reviewer = grains.GetGrain<ITradeReviewerGrain>(LocalWorker.AnyKey(ITradeReviewerGrain.Kind));
        var analysis = grains.GetGrain<IInsightAnalysisGrain>(LocalWorker.AnyKey(IInsightAnalysisGrain.Kind));
        return step switch
        {
            "review" => $"{await reviewer.ReviewOpen(MaxReviews)} trades reviewed.",
            "re-estimate" => $"{await analysis.Reestimate()} insights changed.",
            "prune" => $"{await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Prune(PruneBelow)} insights pruned.",
            _ => $"{await grains.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key).Refresh()} strategy rules scored.",
        };
    }
}
