using LearningActors.Trades;

namespace LearningActors.Strategies;

/// <summary>Has the rule of a reviewed trade compute its score again.</summary>
public sealed class RuleRefresh(IGrainFactory grains) : IReviewObserver
{
    /// <inheritdoc />
    public Task ReviewedAsync(string rule) => grains.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(rule)).Reviewed();
}
