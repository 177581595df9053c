using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>Where a silo listens, other than where it says that it does: there is a door between.</summary>
internal static class SiloListening
{
    internal static void Set(IServiceCollection services, int port) =>
        services.PostConfigure<EndpointOptions>(endpoint => endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, port));
}
