namespace LearningActors.Access;

/// <summary>What the grains of people and keys need.</summary>
internal static class AccessServices
{
    internal static IServiceCollection AddAccess(this IServiceCollection services) =>
        services.AddSingleton<IApiKeys, PostgresApiKeys>().AddSingleton<IPeople, PostgresPeople>();
}
