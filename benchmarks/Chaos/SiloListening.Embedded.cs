using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>The embedded runtime has no silos that talk to each other.</summary>
internal static class SiloListening
{
    internal static void Set(IServiceCollection services, int port) => _ = (services, port);
}
