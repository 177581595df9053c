using LearningActors.Trades;
using NodaTime;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyRuleGrain" />
/// <remarks>
/// Refreshes on read, and soon after a review: asks the ledger for reviews that were made or replaced, replays all of them in
/// order of exit, and stores what comes of it with the rule. So the score does not depend on the order in which reviews came,
/// nor on how often a trade was reviewed.
/// </remarks>
public sealed class StrategyRuleGrain(ITradeLedger trades, IStrategyLedger strategies, IClock clock) : Grain, IStrategyRuleGrain
{
    /// <summary>A review or a trade may commit this long after the time it bears; every refresh looks back so far.</summary>
    internal static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(1);
    private static readonly GrainTimerCreationOptions s_soon = new(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan)
    {
        Interleave = true,
        KeepAlive = true,
    };
    private readonly Dictionary<string, ReviewedTrade> _reviews = [];
    private DateTimeOffset? _readAt;
    private bool _isReviewed;
    private StrategyPerformance? _performance;
    private (StrategyFigures Figures, DateTimeOffset Through)? _stored;
    private IGrainTimer? _refreshSoon;

    private GrainWork Refresh => field ??= new GrainWork(RefreshAsync);

    /// <inheritdoc />
    public async Task<StrategyPerformance?> GetPerformance()
    {
        var now = clock.UtcNow;
        // The refresh under way may have begun before this call; the next one did not, however many reviews come meanwhile.
        for (var refreshes = 0; refreshes < 2 && (_isReviewed || _readAt is null || now - _readAt >= s_freshness); refreshes++)
            await Refresh.Start();
        return _performance;
    }

    /// <inheritdoc />
    public async Task<StrategyHistory?> GetHistory() =>
        await GetPerformance() is { } performance
            ? new StrategyHistory(performance.Rule.Id, ScoreHistory.Of(_reviews.Values), performance.AsOf)
            : null;

    /// <inheritdoc />
    public Task Reviewed()
    {
        _isReviewed = true;
        _refreshSoon ??= this.RegisterGrainTimer(RefreshSoonAsync, s_soon);
        return Task.CompletedTask;
    }

    private async Task RefreshSoonAsync()
    {
        _refreshSoon!.Dispose();
        _refreshSoon = null;
        if (_isReviewed)
            await Refresh.Start();
    }

    private async Task RefreshAsync()
    {
        // A review that comes from here on needs another refresh.
        _isReviewed = false;
        try
        {
            await ReadAsync(StrategyRuleKey.RuleOf(this.GetPrimaryKeyString()), clock.UtcNow);
        }
        catch
        {
            _isReviewed = true;
            throw;
        }
    }

    private async Task ReadAsync(string id, DateTimeOffset now)
    {
        if (await strategies.FindAsync(id) is not { } rule)
        {
            (_performance, _readAt) = (null, now);
            return;
        }

        foreach (var review in await trades.ReadReviewsAsync(id, _readAt - Overlap))
            _reviews[review.TradeId] = review;
        var figures = StrategyFigures.Of(_reviews.Values, await trades.CountUnreviewedAsync(id));
        (_performance, _readAt) = (figures.Of(rule, now), now);
        if (_stored is { } stored && stored.Figures == figures && now - stored.Through < Overlap)
            return;
        await strategies.SaveAsync(id, figures, now);
        _stored = (figures, now);
    }
}
