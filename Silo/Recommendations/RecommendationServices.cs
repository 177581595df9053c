using LearningActors.Cycles;

namespace LearningActors.Recommendations;

/// <summary>What the grains of recommendations need, and the cycles that match them and track outcomes.</summary>
internal static class RecommendationServices
{
    internal static IServiceCollection AddRecommendations(this IServiceCollection services) =>
        services
            .AddSingleton<IRecommendationLedger, PostgresRecommendationLedger>()
            .AddSingleton<IAccountHistoryLedger, PostgresAccountHistoryLedger>()
            .AddSingleton<IGrainStart, ReconcilerStart>()
            .AddSingleton<ICycle, ReconcileCycle>()
            .AddSingleton<ICycle, OutcomesCycle>();
}
