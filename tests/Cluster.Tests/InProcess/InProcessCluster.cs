using LearningActors.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace LearningActors.Tests.InProcess;

/// <summary>Three silos with the service's grains in this process, by Orleans' testing host, on one PostgreSQL.</summary>
public sealed class InProcessCluster : IAsyncLifetime
{
    private NpgsqlDataSource? _database;
    private InProcessTestCluster? _cluster;

    internal InProcessTestCluster Cluster => _cluster!;

    internal NpgsqlDataSource Database => _database!;

    /// <summary>The grain factory of each silo.</summary>
    internal IReadOnlyList<IGrainFactory> Factories =>
        [.. Cluster.GetActiveSilos().Select(silo => Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IGrainFactory>())];

    internal IManagementGrain Management => Cluster.Client.GetGrain<IManagementGrain>(0);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync();
        _database = NpgsqlDataSource.Create(connectionString);
        var builder = new InProcessTestClusterBuilder(3);
        builder.ConfigureSiloHost((_, host) => AddServices(host));
        builder.ConfigureSilo(
            (_, silo) =>
            {
                GrainRuntime.AddStates(silo, connectionString);
                silo.Configure<ReminderOptions>(reminders => reminders.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
            }
        );
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Database.DisposeAsync();
    }

    private void AddServices(IHostApplicationBuilder host)
    {
        host.Services.AddSingleton<IClock>(SystemClock.Instance);
        host.Services.AddCapabilities();
        OwnGrains.AddConfigured(host.Services, Database, new ServiceOptions(), _ => null);
    }
}
