using LearningActors.Cycles;
using LearningActors.Recommendations;

namespace LearningActors.WeeklySummaries;

/// <summary>What the grains of weekly summaries need, and the cycle that makes them.</summary>
internal static class WeeklySummaryServices
{
    internal static IServiceCollection AddWeeklySummaries(this IServiceCollection services) =>
        services
            .AddSingleton<IWeeklySummaryLedger, PostgresWeeklySummaryLedger>()
            .AddSingleton<ChangedWeeks>()
            .AddSingleton<IMatchesObserver>(provider => provider.GetRequiredService<ChangedWeeks>())
            .AddSingleton<ICycle, WeeklySummaryCycle>();
}
