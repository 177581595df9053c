namespace LearningActors.Prompts;

/// <summary>What the grains of prompts need.</summary>
internal static class PromptServices
{
    internal static IServiceCollection AddPrompts(this IServiceCollection services) =>
        services.AddSingleton<IPromptLedger, PostgresPromptLedger>();
}
