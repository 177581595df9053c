using LearningActors.Cycles;
using LearningActors.Strategies;
using LearningActors.Trades;
using NodaTime;

namespace LearningActors.Insights;

/// <summary>
/// 00:30 UTC: reviews what has no review, looks for insights where trades came since the night before, estimates all insights anew, prunes
/// those that trades no longer support, and scores the strategy rules whose stored score is out of date.
/// </summary>
public sealed class NightlyLearningCycle : ICycle
{
    private const double PruneBelow = 0.3;
    private const int MaxReviews = 5000;
    private const int ReviewsOfCall = 500;
    private static readonly LocalTime s_at = new(0, 30);

    /// <inheritdoc />
    public string Name => CycleNames.NightlyLearning;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, s_at, CycleSchedule.EveryDay);

    /// <inheritdoc />
    public int CatchUp => 31;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } =
    [
        new("review", ReviewAsync),
        new("aggregate", AggregateAsync),
        new("re-estimate", EstimateAsync),
        new("prune", PruneAsync),
        new("scores", ScoreAsync),
    ];

    private static async Task<string> ReviewAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var reviewer = grains.GetGrain<ITradeReviewerGrain>(LocalWorker.AnyKey(ITradeReviewerGrain.Kind));
        var reviewed = 0;
        while (reviewed < MaxReviews && await reviewer.ReviewOpen(Math.Min(ReviewsOfCall, MaxReviews - reviewed)) is var some && some > 0)
            reviewed += some;
        return $"{reviewed} trades reviewed.";
    }

    /// <summary>A run by hand looks at what came since the night before, too.</summary>
    private static async Task<string> AggregateAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var nightBefore = new DateTimeOffset(occurrence.Date.AddDays(-1).ToDateTime(s_at.ToTimeOnly()), TimeSpan.Zero);
        var analysis = grains.GetGrain<IInsightAnalysisGrain>(LocalWorker.AnyKey(IInsightAnalysisGrain.Kind));
        var found = await analysis.AggregateSince(nightBefore);
        return found.Trades == 0
            ? "No trades came since the night before."
            : $"{found.Found.Length} insights found among {found.Trades} trades, {found.Refused.Length} claims refused.";
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
