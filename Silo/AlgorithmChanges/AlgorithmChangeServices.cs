namespace LearningActors.AlgorithmChanges;

/// <summary>What the grains of algorithm changes need.</summary>
internal static class AlgorithmChangeServices
{
    internal static IServiceCollection AddAlgorithmChanges(this IServiceCollection services) =>
        services.AddSingleton<IAlgorithmChangeLedger, PostgresAlgorithmChangeLedger>();
}
