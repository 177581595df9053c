namespace LearningActors.Operations;

/// <summary>What the grains need that operators ask.</summary>
internal static class OperationServices
{
    internal static IServiceCollection AddOperations(this IServiceCollection services) =>
        services
            .AddSingleton<SiloFigures>()
            .AddSingleton<ISiloFigures>(provider => provider.GetRequiredService<SiloFigures>())
            .AddHostedService(provider => provider.GetRequiredService<SiloFigures>())
            .AddSingleton<IGrainStore, PostgresGrainStore>()
            .AddSingleton<IAuditTrail, PostgresAuditTrail>()
            .AddSingleton<IReadiness, DatabaseReadiness>();
}
