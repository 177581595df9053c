using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Analysis;
using LearningActors.Cycles;
using LearningActors.Experiments;
using LearningActors.Explanations;
using LearningActors.Feedback;
using LearningActors.Insights;
using LearningActors.Ledger;
using LearningActors.Operations;
using LearningActors.Prompts;
using LearningActors.Recommendations;
using LearningActors.Strategies;
using LearningActors.Trades;
using LearningActors.WeeklySummaries;
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

    public bool WasLast { get; private set; }

    public void AddTo(WebApplicationBuilder builder, TelemetryVariables telemetry)
    {
        AddPorts(builder.Services);
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
        await Keys.StoreAsync(_database);

        var services = builder.Services;
        services.AddHostedService(_ => _lock);
        AddConfigured(services, _database, options, environment);
        if (options.Cycles.Enabled)
            services.AddHostedService<GrainStarter>();
        return await SessionKeyStore.LoadAsync(_database, settings.SessionKey);
    }

    /// <summary>Adds what the grains need and what neither options nor a database say.</summary>
    internal static void AddPorts(IServiceCollection services)
    {
        AddLedger(services);
        AddOperations(services);
        AddCycles(services);
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
        services.AddSingleton<ILanguageModels>(
            new ConfiguredModels(options.Models, options.PreferredModel, environment, TimeProvider.System)
        );
        AddNotifiers(services, options.Notifiers, environment);
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

    private static void AddLedger(IServiceCollection services)
    {
        services.AddSingleton<PostgresExplanationLedger>();
        services.AddSingleton<IExplanationLedger>(provider => provider.GetRequiredService<PostgresExplanationLedger>());
        services.AddSingleton<ILedgerWriter>(provider => provider.GetRequiredService<PostgresExplanationLedger>());
        services.AddSingleton<PostgresFeedbackLedger>();
        services.AddSingleton<IFeedbackLedger>(provider => provider.GetRequiredService<PostgresFeedbackLedger>());
        services.AddSingleton<ILedgerWriter>(provider => provider.GetRequiredService<PostgresFeedbackLedger>());
        services.AddSingleton<IAnalysisLedger, PostgresAnalysisLedger>();
        services.AddSingleton<IPromptLedger, PostgresPromptLedger>();
        services.AddSingleton<IExperimentLedger, PostgresExperimentLedger>();
        services.AddSingleton<IAlertLedger, PostgresAlertLedger>();
        services.AddSingleton<PostgresTradeLedger>();
        services.AddSingleton<ITradeLedger>(provider => provider.GetRequiredService<PostgresTradeLedger>());
        services.AddSingleton<ILedgerWriter>(provider => provider.GetRequiredService<PostgresTradeLedger>());
        services.AddSingleton<IStrategyLedger, PostgresStrategyLedger>();
        services.AddSingleton<IInsightLedger, PostgresInsightLedger>();
        services.AddSingleton<IRecommendationLedger, PostgresRecommendationLedger>();
        services.AddSingleton<IWeeklySummaryLedger, PostgresWeeklySummaryLedger>();
        services.AddSingleton<IAlgorithmChangeLedger, PostgresAlgorithmChangeLedger>();
    }

    private static void AddOperations(IServiceCollection services)
    {
        services.AddSingleton<SiloFigures>();
        services.AddSingleton<ISiloFigures>(provider => provider.GetRequiredService<SiloFigures>());
        services.AddHostedService(provider => provider.GetRequiredService<SiloFigures>());
        services.AddSingleton<IGrainStore, PostgresGrainStore>();
        services.AddSingleton<IAuditTrail, PostgresAuditTrail>();
        services.AddSingleton<IApiKeys, PostgresApiKeys>();
        services.AddSingleton<IReadiness, DatabaseReadiness>();
    }

    private static void AddCycles(IServiceCollection services)
    {
        services.AddSingleton<ICycle, NightlyMetricsCycle>();
        services.AddSingleton<ICycle, WeeklyPromptsCycle>();
        services.AddSingleton<ICycle, NightlyLearningCycle>();
        services.AddSingleton<ICycle, ReconcileCycle>();
        services.AddSingleton<ICycle, OutcomesCycle>();
        services.AddSingleton<ICycle, WeeklySummaryCycle>();
    }

    private static void AddNotifiers(IServiceCollection services, NotifierOptions options, Func<string, string?> environment)
    {
        services.AddSingleton<INotifier, LogNotifier>();
        if (options.Webhook.Url.Length > 0)
            services.AddSingleton<INotifier>(_ => new WebhookNotifier(options.Webhook));
        if (options.Smtp.Host.Length > 0)
            services.AddSingleton<INotifier>(_ => new SmtpNotifier(options.Smtp, environment(options.Smtp.PasswordVariable)));
    }
}
