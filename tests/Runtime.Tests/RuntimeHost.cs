using LearningActors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace LearningActors.Tests;

/// <summary>A host of the runtime that this build has, by the wiring of the service, on real PostgreSQL.</summary>
public sealed class RuntimeHost : IAsyncLifetime
{
    private IHost? _host;
    private string _connectionString = "";

    internal TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(20);

    internal IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    internal IServiceProvider Services => _host!.Services;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _connectionString = await TestPostgres.CreateDatabaseAsync();
        await StartAsync();
    }

    /// <inheritdoc />
    public Task DisposeAsync() => StopAsync();

    internal T Grain<T>(string? key = null)
        where T : IGrainWithStringKey => Grains.GetGrain<T>(key ?? $"probe:{Guid.NewGuid()}");

    internal async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        // The service's grains are in it, too, and what they need is not: those of the tests are all that is called.
        builder.Services.AddSingleton(TimeProvider.System);
        GrainRuntime.Add(
            builder,
            new GrainRuntimeOptions(_connectionString, LoopbackPort.Free(), LoopbackPort.Free()),
            typeof(RuntimeHost)
        );
        builder.Services.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
        builder.Services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task StopAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
