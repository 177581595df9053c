namespace LearningActors.Retention;

/// <summary>What the grain of archives needs.</summary>
internal static class RetentionServices
{
    internal static IServiceCollection AddRetention(this IServiceCollection services) =>
        services.AddSingleton<IFactArchive, PostgresFactArchive>();
}
