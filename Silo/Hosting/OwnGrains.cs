using LearningActors.Access;
using LearningActors.Alerts;
using LearningActors.Cycles;
using LearningActors.Ledger;
using LearningActors.Models;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>
/// The grains are in this process, with all that they need: the ledger on a database that is ready, models, notifiers and cycles.
/// </summary>
internal sealed class OwnGrains(ServiceSettings settings, string connectionString, Func<string, string?> environment) : IGrainHosting
{
    /// <summary>For what happens before and after the application's own log.</summary>
    private ILoggerFactory? _loggers;
    private NpgsqlDataSource? _database;
    private HostLock? _lock;

    public ServiceKeys? Keys { get; private set; }

    public string? FirstAdminToken { get; private set; }

    public bool WasLast { get; private set; }

    public void AddTo(WebApplicationBuilder builder, TelemetryVariables telemetry)
    {
        builder.Services.AddCapabilities();
        GrainRuntime.Add(builder, GrainRuntimeOptions.Of(settings, connectionString, telemetry));
    }

    public async Task<byte[]> OpenAsync(WebApplicationBuilder builder, ServiceOptions options)
    {
        Keys = ServiceKeys.Load(settings.Home, environment);
        _database = await DatabaseConnection.OpenAsync(connectionString);
        _loggers = LoggerFactory.Create(logging => Telemetry.AddConsole(logging, builder.Configuration));
        _lock = await HostLock.TakeAsync(_database, GrainRuntime.IsCluster, _loggers.CreateLogger<HostLock>());
        foreach (var step in await Schema.ApplyAsync(_database))
            LedgerLog.SchemaApplied(_loggers.CreateLogger<LearningHost>(), step);
        await ClusterIdentity.SetAsync(builder.Services, _database);
        await Keys.StoreAsync(_database);
        FirstAdminToken = await FirstAdmin.InviteAsync(_database, options.Access);

        var services = builder.Services;
        services.AddHostedService(_ => _lock);
        AddConfigured(services, _database, options, environment);
        if (options.Cycles.Enabled)
            services.AddHostedService<GrainStarter>();
        return await SessionKeyStore.LoadAsync(_database, settings.SessionKey);
    }

    /// <summary>Adds the database, and what the options say.</summary>
    internal static void AddConfigured(
        IServiceCollection services,
        NpgsqlDataSource database,
        ServiceOptions options,
        Func<string, string?> environment
    )
    {
        services.AddSingleton(database);
        options.Ledger.SharedDatabase = GrainRuntime.IsCluster;
        services.AddSingleton(options.Ledger);
        services.AddSingleton(options.Explanations);
        services.AddSingleton(options.Insights);
        services.AddSingleton(options.Prompts);
        services.AddSingleton(options.Experiments);
        services.AddSingleton(options.Outcomes);
        services.AddSingleton(options.Access);
        services.AddSingleton(options.FineTuning);
        services.AddSingleton(options.Retention);
        services.AddSingleton(new ModelEndpoints(options.Models, options.PreferredModel, environment));
        services.AddNotifiers(options.Notifiers, environment);
    }

    public void Built(WebApplication application) => _lock!.Taken += application.Lifetime.StopApplication;

    public async ValueTask DisposeAsync()
    {
        if (_lock is not null)
            WasLast = await _lock.ReleaseAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
            await DatabaseConnection.ClearPoolAsync(connectionString);
        }

        _loggers?.Dispose();
    }
}
