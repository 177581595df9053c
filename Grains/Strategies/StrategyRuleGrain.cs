using LearningActors.Statistics;
using LearningActors.Trades;
using NodaTime;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyRuleGrain" />
/// <remarks>
/// Refreshes on read: asks the ledger for reviews that were made or replaced, and replays all of them in order of exit. So the
/// score does not depend on the order in which reviews came, nor on how often a trade was reviewed.
/// </remarks>
public sealed class StrategyRuleGrain(ITradeLedger trades, IStrategyLedger strategies, IClock clock) : Grain, IStrategyRuleGrain
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(1);

    /// <summary>A review may commit this long after the time it bears; every refresh looks back so far.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, ReviewedTrade> _reviews = [];
    private DateTimeOffset? _readAt;
    private StrategyPerformance? _performance;

    /// <inheritdoc />
    public async Task<StrategyPerformance?> GetPerformance()
    {
        var now = clock.UtcNow;
        if (_performance is not null && now - _readAt < s_freshness)
            return _performance;
        var id = StrategyRuleKey.RuleOf(this.GetPrimaryKeyString());
        if (await strategies.FindAsync(id) is not { } rule)
            return null;
        foreach (var review in await trades.ReadReviewsAsync(id, _readAt - s_overlap))
            _reviews[review.TradeId] = review;
        var unreviewed = await trades.CountUnreviewedAsync(id);
        _readAt = now;
        return _performance = Summarise(rule, unreviewed, now);
    }

    private StrategyPerformance Summarise(StrategyRule rule, int unreviewed, DateTimeOffset now)
    {
        var all = _reviews.Values;
        var score = Effectiveness.Replay(all);
        var loss = -all.Where(trade => trade.Pnl < 0).Sum(trade => trade.Pnl);
        return new StrategyPerformance(
            rule, score.Score, score.TotalTrades, score.WinningTrades, WilsonInterval.Proportion(score.WinningTrades, score.TotalTrades),
            all.Sum(trade => trade.Pnl),
            loss > 0 ? all.Where(trade => trade.Pnl > 0).Sum(trade => trade.Pnl) / loss : null,
            all.Count > 0 ? all.Average(trade => trade.Rating) : null,
            Count(SetupValidity.Valid), Count(SetupValidity.EdgeCase), Count(SetupValidity.Invalid), unreviewed, now);

        int Count(SetupValidity validity) => all.Count(trade => trade.Validity == validity);
    }
}
