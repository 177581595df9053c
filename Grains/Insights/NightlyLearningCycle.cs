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
    public IReadOnlyList<CycleStep> Steps { get; } =
    [new("review", ReviewAsync), new("re-estimate", EstimateAsync), new("prune", PruneAsync), new("scores", ScoreAsync)];

    private static async Task<string> ReviewAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var reviewer = grains.GetGrain<ITradeReviewerGrain>(LocalWorker.AnyKey(ITradeReviewerGrain.Kind));
        return $"{await reviewer.ReviewOpen(MaxReviews)} trades reviewed.";
    }

    private static async Task<string> EstimateAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var analysis = grains.GetGrain<IInsightAnalysisGrain>(LocalWorker.AnyKey(IInsightAnalysisGrain.Kind));
        return $"{await analysis.Reestimate()} insights changed.";
    }

    private static async Task<string> PruneAsync(Occurrence occurrence, IGrainFactory grains) =>
        $"{await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Prune(PruneBelow)} insights pruned.";

    private static async Task<string> ScoreAsync(Occurrence occurrence, IGrainFactory grains) =>
        $"{await grains.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key).Refresh()} strategy rules scored.";
}
