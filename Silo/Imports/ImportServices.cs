namespace LearningActors.Imports;

/// <summary>What the grains of imports need.</summary>
internal static class ImportServices
{
    internal static IServiceCollection AddImports(this IServiceCollection services) =>
        services.AddSingleton<IImportLedger, PostgresImportLedger>();
}
