using LearningActors.Cycles;
using LearningActors.Experiments;

namespace LearningActors.FineTuning;

/// <summary>What the grains of fine-tuning need, and the cycle that starts jobs.</summary>
internal static class FineTuningServices
{
    internal static IServiceCollection AddFineTuning(this IServiceCollection services) =>
        services
            .AddSingleton<IFineTuningLedger, PostgresFineTuningLedger>()
            .AddSingleton<ITuningProvider, OpenAiTuning>()
            .AddSingleton<ITokenCounter, TiktokenCounter>()
            .AddSingleton<INextExperiment, NextModel>()
            .AddSingleton<ICycle, MonthlyFineTuningCycle>();
}
