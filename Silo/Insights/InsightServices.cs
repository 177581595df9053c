using LearningActors.Cycles;

namespace LearningActors.Insights;

/// <summary>What the grains of insights need, and the cycle that estimates them.</summary>
internal static class InsightServices
{
    internal static IServiceCollection AddInsights(this IServiceCollection services) =>
        services.AddSingleton<IInsightLedger, PostgresInsightLedger>().AddSingleton<ICycle, NightlyLearningCycle>();
}
