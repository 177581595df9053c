using LearningActors.Trades;

namespace LearningActors.Strategies;

/// <summary>What the grains of strategy rules need; they are told of reviews.</summary>
internal static class StrategyServices
{
    internal static IServiceCollection AddStrategies(this IServiceCollection services) =>
        services.AddSingleton<IStrategyLedger, PostgresStrategyLedger>().AddSingleton<IReviewObserver, RuleRefresh>();
}
