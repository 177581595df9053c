using LearningActors.Access;
using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Analysis;
using LearningActors.Experiments;
using LearningActors.Explanations;
using LearningActors.Feedback;
using LearningActors.FineTuning;
using LearningActors.Imports;
using LearningActors.Insights;
using LearningActors.Models;
using LearningActors.Operations;
using LearningActors.Prompts;
using LearningActors.Recommendations;
using LearningActors.Retention;
using LearningActors.Strategies;
using LearningActors.Trades;
using LearningActors.WeeklySummaries;

namespace LearningActors.Hosting;

/// <summary>What the service can do: each line adds what the grains of one folder need, and its cycles.</summary>
internal static class Capabilities
{
    /// <summary>Adds what depends neither on options nor on an open database.</summary>
    internal static IServiceCollection AddCapabilities(this IServiceCollection services) =>
        services
            .AddModels()
            .AddExplanations()
            .AddFeedback()
            .AddAnalysis()
            .AddPrompts()
            .AddExperiments()
            .AddFineTuning()
            .AddTrades()
            .AddStrategies()
            .AddInsights()
            .AddRecommendations()
            .AddImports()
            .AddAlgorithmChanges()
            .AddWeeklySummaries()
            .AddAlerts()
            .AddAccess()
            .AddRetention()
            .AddOperations();
}
