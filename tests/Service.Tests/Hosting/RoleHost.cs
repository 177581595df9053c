using System.Net.Http.Headers;
using LearningActors.Hosting;

namespace LearningActors.Tests.Hosting;

/// <summary>A part of the service in this process: a silo, or a front end.</summary>
internal sealed class RoleHost : IAsyncDisposable
{
    private readonly LearningHost _host;

    private RoleHost(LearningHost host, ServiceSettings settings)
    {
        (_host, Settings) = (host, settings);
        Client = new HttpClient { BaseAddress = settings.Url, Timeout = TimeSpan.FromSeconds(60) };
    }

    internal ServiceSettings Settings { get; }

    internal HttpClient Client { get; }

    internal ServiceKeys Keys => _host.Keys!;

    /// <summary>Where a host listens, at ports that are free.</summary>
    internal static ServiceSettings At(HostRole role, string home) =>
        new()
        {
            Role = role,
            Url = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"),
            Home = home,
            SiloPort = LoopbackPort.Free(),
            GatewayPort = LoopbackPort.Free(),
        };

    internal static async Task<RoleHost> BuildAsync(ServiceSettings settings, string connectionString) =>
        new(
            await LearningHost.BuildAsync(
                settings,
                connectionString,
                _ => null,
                builder => builder.Configuration["Cycles:Enabled"] = "false"
            ),
            settings
        );

    internal static async Task<RoleHost> StartAsync(ServiceSettings settings, string connectionString)
    {
        var host = await BuildAsync(settings, connectionString);
        await host.StartAsync();
        return host;
    }

    /// <summary>Ends when it takes requests.</summary>
    internal Task<bool> StartAsync() => _host.TryStartAsync();

    internal void Use(string key) => Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.Application.StopAsync();
        await _host.DisposeAsync();
    }
}
