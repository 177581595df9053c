namespace LearningActors.Access;

/// <summary>What the grain of keys needs.</summary>
internal static class AccessServices
{
    internal static IServiceCollection AddAccess(this IServiceCollection services) => services.AddSingleton<IApiKeys, PostgresApiKeys>();
}
