using LearningActors.Cycles;

namespace LearningActors.Experiments;

/// <summary>What the grains of experiments need, and the cycle that starts and decides them.</summary>
internal static class ExperimentServices
{
    internal static IServiceCollection AddExperiments(this IServiceCollection services) =>
        services.AddSingleton<IExperimentLedger, PostgresExperimentLedger>().AddSingleton<ICycle, WeeklyPromptsCycle>();
}
