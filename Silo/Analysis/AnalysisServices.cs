using LearningActors.Cycles;

namespace LearningActors.Analysis;

/// <summary>What the grains of figures need, and the cycle that rolls days up.</summary>
internal static class AnalysisServices
{
    internal static IServiceCollection AddAnalysis(this IServiceCollection services) =>
        services.AddSingleton<IAnalysisLedger, PostgresAnalysisLedger>().AddSingleton<ICycle, NightlyMetricsCycle>();
}
