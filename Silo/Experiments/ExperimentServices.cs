using LearningActors.Cycles;

namespace LearningActors.Experiments;

/// <summary>What the grains of experiments need, and the cycles that start, decide and watch them.</summary>
internal static class ExperimentServices
{
    internal static IServiceCollection AddExperiments(this IServiceCollection services) =>
        services
            .AddSingleton<IExperimentLedger, PostgresExperimentLedger>()
            .AddSingleton<ICycle, NightlyExperimentsCycle>()
            .AddSingleton<ICycle, WeeklyPromptsCycle>();
}
