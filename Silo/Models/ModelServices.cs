namespace LearningActors.Models;

/// <summary>What the grains of all capabilities need that ask models.</summary>
internal static class ModelServices
{
    /// <summary>The endpoints come from the configuration, and are added with it.</summary>
    internal static IServiceCollection AddModels(this IServiceCollection services) =>
        services
            .AddSingleton<ModelUsageMeter>()
            .AddSingleton<IModelUsageLedger>(provider => provider.GetRequiredService<ModelUsageMeter>())
            .AddHostedService(provider => provider.GetRequiredService<ModelUsageMeter>())
            .AddSingleton<PostgresModelRegistry>()
            .AddSingleton<IModelRegistry>(provider => provider.GetRequiredService<PostgresModelRegistry>())
            .AddSingleton<ConfiguredModels>()
            .AddSingleton<ILanguageModels>(provider => provider.GetRequiredService<ConfiguredModels>())
            .AddSingleton<IModelDirectory>(provider => provider.GetRequiredService<ConfiguredModels>());
}
