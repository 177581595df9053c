using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LearningActors.Client;

/// <summary>Adds the client to a service collection.</summary>
public static class LearningActorsServices
{
    /// <summary>The name of the HTTP client, by which it can be configured further.</summary>
    public const string HttpClientName = "LearningActors";

    /// <summary>The longest that a request may take with all that it is sent again.</summary>
    internal static TimeSpan LongestRequest { get; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Adds <see cref="LearningClient"/>, <see cref="LearningBatcher"/>, <see cref="PromptAssigner"/> and <see cref="InsightAdvisor"/>. The
    /// host starts the snapshots and drains the batcher when it stops; without a host, start them, and dispose the services.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Where the service is. A section of the configuration is bound by <c>section.Bind</c>.</param>
    /// <returns>The HTTP client, for handlers of your own.</returns>
    public static IHttpClientBuilder AddLearningActors(this IServiceCollection services, Action<LearningActorsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<LearningActorsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LearningActorsOptions>, OptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<LearningActorsOptions>>().Value);
        services.TryAddSingleton<SiloAddresses>();
        services.TryAddTransient<FailoverHandler>();
        services.TryAddSingleton(provider => new ServiceCaller(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<LearningActorsOptions>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.TryAddSingleton(provider => new LearningBatcher(provider.GetRequiredService<ServiceCaller>()));
        services.TryAddSingleton(provider => new PromptAssigner(
            provider.GetRequiredService<ServiceCaller>(),
            provider.GetRequiredService<ILogger<PromptAssigner>>()
        ));
        services.TryAddSingleton(provider => new InsightAdvisor(
            provider.GetRequiredService<ServiceCaller>(),
            provider.GetRequiredService<ILogger<InsightAdvisor>>()
        ));
        services.TryAddTransient(provider =>
        {
            var options = provider.GetRequiredService<LearningActorsOptions>();
            var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
            return new LearningClient(http, options.Key, options.ReadKey ?? options.Key);
        });
        services.AddHostedService<ClientLifetime>();
        return services
            .AddHttpClient(
                HttpClientName,
                (provider, http) =>
                {
                    http.BaseAddress = provider.GetRequiredService<SiloAddresses>().First;
                    http.Timeout = LongestRequest;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(Sockets)
            .AddHttpMessageHandler<FailoverHandler>()
            // The batcher keeps its client; its connections are made anew all the same.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Connections that are made anew after two minutes, so that a change of DNS is seen.</summary>
    internal static SocketsHttpHandler Sockets() =>
        new()
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
        };

    /// <summary>
    /// Begins to read when the host starts, which may be while the service is away; drains when it stops, after what was registered later.
    /// </summary>
    private sealed class ClientLifetime(PromptAssigner prompts, InsightAdvisor insights, LearningBatcher batcher) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            prompts.Start();
            insights.Start();
            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken) => await batcher.DisposeAsync().ConfigureAwait(false);
    }
}
