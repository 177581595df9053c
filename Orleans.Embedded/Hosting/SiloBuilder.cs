using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Configures the grains' runtime of a host.</summary>
public interface ISiloBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}

/// <summary>Puts the runtime into a host.</summary>
public static class GenericHostExtensions
{
    /// <summary>
    /// Hosts grains in this process: those of the entry assembly and of every assembly named
    /// <paramref name="grainAssemblies"/>.
    /// </summary>
    public static IHostApplicationBuilder UseOrleans(
        this IHostApplicationBuilder builder,
        IEnumerable<Assembly> grainAssemblies,
        Action<ISiloBuilder> configure
    )
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new GrainClasses(grainAssemblies));
        services.AddSingleton<ActivationCatalog>();
        services.AddSingleton<LocalSilo>();
        services.AddSingleton<ILocalSiloDetails>(provider => provider.GetRequiredService<LocalSilo>());
        services.AddSingleton(provider => new LocalActivations(provider.GetRequiredService<ActivationCatalog>()));
        services.AddSingleton<ManagementGrain>();
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddHostedService<Silo>();
        configure(new SiloBuilder(services));
        return builder;
    }

    /// <summary>Stores grain states in PostgreSQL under the storage name <paramref name="name"/>.</summary>
    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder,
        string name,
        Action<AdoNetGrainStorageOptions> configureOptions
    )
    {
        builder.Services.AddOptions<AdoNetGrainStorageOptions>(name).Configure(configureOptions);
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            name,
            (provider, _) =>
                new AdoNetGrainStorage(
                    provider.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>().Get(name),
                    provider.GetRequiredService<IOptions<ClusterOptions>>()
                )
        );
        return builder;
    }

    /// <summary>Stores reminders in PostgreSQL.</summary>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<ReminderTable>();
        builder.Services.AddSingleton<ReminderService>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ReminderService>());
        return builder;
    }

    private sealed record SiloBuilder(IServiceCollection Services) : ISiloBuilder;
}

/// <summary>Starts and stops the runtime with its host, and ends idle activations.</summary>
internal sealed class Silo(ActivationCatalog catalog, IOptions<GrainCollectionOptions> options, TimeProvider time)
    : IHostedService,
        IDisposable
{
    private ITimer? _collection;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var quantum = options.Value.CollectionQuantum;
        _collection = time.CreateTimer(_ => catalog.DeactivateIdle(options.Value.CollectionAge), null, quantum, quantum);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _collection?.Dispose();
        return catalog.StopAsync(cancellationToken);
    }

    public void Dispose() => _collection?.Dispose();
}
