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
using NodaTime;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>The whole service in one process: the API beside the grains, on a database that is ready.</summary>
public sealed class LearningHost : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly string _connectionString;
    private readonly HostLock _lock;
    private bool _disposed;

    private LearningHost(WebApplication application, NpgsqlDataSource database, string connectionString, HostLock hostLock, ServiceKeys keys) =>
        (Application, _database, _connectionString, _lock, Keys) = (application, database, connectionString, hostLock, keys);

    /// <summary>The web application, built and not started.</summary>
    public WebApplication Application { get; }

    /// <summary>The keys that this host begins with.</summary>
    public ServiceKeys Keys { get; }

    /// <summary>No other host was left on the database when this one was disposed.</summary>
    public bool WasLast { get; private set; }

    /// <summary>Brings the database to the schema, takes the host lock, and builds the application.</summary>
    /// <param name="settings">Where and on what.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="environment">Keys and the model provider's variables.</param>
    /// <param name="configure">Replaces services, in tests and measurements.</param>
    /// <exception cref="OperatorException">Something that the operator can mend.</exception>
    public static async Task<LearningHost> BuildAsync(
        ServiceSettings settings, string connectionString, Func<string, string?> environment, Action<WebApplicationBuilder>? configure = null)
    {
        var keys = ServiceKeys.Load(settings.Home, environment);
        var database = await DatabaseConnection.OpenAsync(connectionString);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Telemetry.AddLogging(builder);
        var loggers = LoggerFactory.Create(logging => logging.AddConsole(Telemetry.ToStandardError));
        var hostLock = await HostLock.TakeAsync(database, GrainRuntime.IsCluster, loggers.CreateLogger<HostLock>());
        foreach (var step in await Schema.ApplyAsync(database))
            LedgerLog.SchemaApplied(loggers.CreateLogger<LearningHost>(), step);
        await keys.StoreAsync(database);

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton(database);
        services.AddSingleton(new LedgerOptions { SharedDatabase = GrainRuntime.IsCluster });
        AddLedger(services);
        AddOperations(services);
        services.AddHostedService(_ => hostLock);
        AddModels(services, environment);
        services.AddSingleton(provider => ExplanationSettings.Load(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => InsightSettings.Load(provider.GetRequiredService<IConfiguration>()));
        AddCycles(services);
        GrainRuntime.Add(builder, new GrainRuntimeOptions(connectionString, settings.SiloPort, settings.GatewayPort, settings.SiloAddress));
        Telemetry.AddTracesAndMetrics(builder);
        services.AddLearningApi(new LearningApiOptions { SessionKey = await SessionKeyStore.LoadAsync(database, settings.SessionKey) });
        builder.WebHost.UseUrls(settings.Url.ToString());
        builder.WebHost.ConfigureKestrel(LearningApi.ConfigureKestrel);
        configure?.Invoke(builder);
        AddNotifiers(services, builder.Configuration, environment);
        // After the runtime, which is started first.
        if (builder.Configuration.GetValue("Cycles:Enabled", true))
            services.AddHostedService<Awakening>();

        var application = builder.Build();
        application.UseLearningApi();
        // What is configured wrongly stops the start, not the first request.
        application.Services.GetRequiredService<ILanguageModels>();
        application.Services.GetRequiredService<ExplanationOptions>();
        application.Services.GetRequiredService<InsightOptions>();
        hostLock.Taken += application.Lifetime.StopApplication;
        return new LearningHost(application, database, connectionString, hostLock, keys);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await Application.DisposeAsync();
        WasLast = await _lock.ReleaseAsync();
        await _database.DisposeAsync();
        // The grain runtime's providers connect by the string, through a pool of the process.
        await using var pooled = new NpgsqlConnection(_connectionString);
        NpgsqlConnection.ClearPool(pooled);
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
        services.AddSingleton(provider => provider.GetRequiredService<IConfiguration>().GetSection("Prompts").Get<PromptOptions>() ?? new PromptOptions());
        services.AddSingleton<ICycle, NightlyMetricsCycle>();
        services.AddSingleton<ICycle, WeeklyPromptsCycle>();
        services.AddSingleton<ICycle, NightlyLearningCycle>();
        services.AddSingleton<ICycle, ReconcileCycle>();
        services.AddSingleton<ICycle, OutcomesCycle>();
        services.AddSingleton<ICycle, WeeklySummaryCycle>();
    }

    private static void AddNotifiers(IServiceCollection services, ConfigurationManager configuration, Func<string, string?> environment)
    {
        var options = configuration.GetSection("Notifiers").Get<NotifierOptions>() ?? new NotifierOptions();
        options.Validate();
        services.AddSingleton<INotifier, LogNotifier>();
        if (options.Webhook.Url.Length > 0)
            services.AddSingleton<INotifier>(_ => new WebhookNotifier(options.Webhook));
        if (options.Smtp.Host.Length > 0)
            services.AddSingleton<INotifier>(_ => new SmtpNotifier(options.Smtp, environment(options.Smtp.PasswordVariable)));
    }

    private static void AddModels(IServiceCollection services, Func<string, string?> environment) =>
        services.AddSingleton<ILanguageModels>(provider =>
        {
            var configuration = provider.GetRequiredService<IConfiguration>();
            var models = configuration.GetSection("Models").Get<Dictionary<string, ModelOptions>>() ?? [];
            if (models.TryGetValue("openai", out var openai))
            {
                openai.BaseAddress = environment("OPENAI_BASE_URL") is { Length: > 0 } address ? address : openai.BaseAddress;
                openai.Model = environment("OPENAI_MODEL") is { Length: > 0 } model ? model : openai.Model;
            }

            return new ConfiguredModels(models, configuration["PreferredModel"], environment);
        });
}
