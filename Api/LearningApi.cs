using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Analysis;
using LearningActors.Cycles;
using LearningActors.Dashboard;
using LearningActors.Experiments;
using LearningActors.Explanations;
using LearningActors.Feedback;
using LearningActors.Http;
using LearningActors.Imports;
using LearningActors.Insights;
using LearningActors.Operations;
using LearningActors.Prompts;
using LearningActors.Recommendations;
using LearningActors.Strategies;
using LearningActors.Trades;
using LearningActors.WeeklySummaries;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace LearningActors;

/// <summary>What the API needs of its host.</summary>
public sealed class LearningApiOptions
{
    /// <summary>The key of the hash under which sessions are stored.</summary>
    public required byte[] SessionKey { get; init; }

    /// <summary>Requests that a key may send to this process in a minute.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>The longest file that can be imported.</summary>
    public required int MaxImportBytes { get; init; }

    /// <summary>How many days old a logged explanation may be.</summary>
    public required int MaxBackfillDays { get; init; }
}

/// <summary>The HTTP API. It needs a host that has an <see cref="IGrainFactory"/> and a <see cref="NodaTime.IClock"/>.</summary>
public static class LearningApi
{
    /// <summary>Where the built dashboard is; it may not be there.</summary>
    private static readonly string s_dashboard = Path.Combine(AppContext.BaseDirectory, "dashboard");

    /// <summary>Whether the dashboard was built.</summary>
    public static bool HasDashboard { get; } = File.Exists(Path.Combine(s_dashboard, "index.html"));

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddLearningApi(this IServiceCollection services, LearningApiOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<SessionPseudonyms>();
        services.AddSingleton<RecentAnswers>();
        services.AddSingleton<RelevantAnswers>();
        services.AddKeys();
        KeyLimits.AddTo(services);
        ApiCompression.AddTo(services);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddLearningHealth();
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.Configure<OpenApiOptions>("v1", WholeAnswers.Describe);
        return services;
    }

    /// <summary>Adds what a host needs that answers for its health and nothing else.</summary>
    public static IServiceCollection AddLearningHealth(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultAnswers>();
        services.AddRouting();
        return services;
    }

    /// <summary>
    /// Who may call what. Nothing is stored with callers, so that data protection, which would write its own keys, is left out.
    /// </summary>
    private static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRing>());
        services.AddWebEncoders();
        services.AddTransient<KeyAuthentication>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<KeyAuthentication>(KeyAuthentication.Name, null);
            authentication.DefaultScheme = KeyAuthentication.Name;
        });
        services.AddAuthorization(Scopes.Configure);
        services.AddSingleton<IAuthorizationHandler, ScopeAuthorization>();
    }

    /// <summary>Maps the health endpoints and no others.</summary>
    public static void UseLearningHealth(this WebApplication application)
    {
        application.UseExceptionHandler();
        application.UseMiddleware<RepeatedReads>();
        application.UseRouting();
        application.MapHealth();
    }

    /// <summary>Maps the endpoints, the OpenAPI document and the page to try it.</summary>
    public static void UseLearningApi(this WebApplication application)
    {
        application.UseExceptionHandler();
        application.UseMiddleware<RepeatedReads>();
        application.UseStatusCodePages();
        application.UseRouting();
        application.UseEscapedSlashes();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseRateLimiter();
        ApiCompression.UseIn(application);
        application.UseMiddleware<EntityTags>();
        application.UseMiddleware<QueryNames>();
        application.MapExplanations();
        application.MapFeedback();
        application.MapPrompts();
        application.MapExperiments();
        application.MapAnalysis();
        application.MapStrategies();
        application.MapTrades();
        application.MapInsights();
        application.MapRecommendations();
        application.MapDivergence();
        application.MapImports();
        application.MapWeeklySummaries();
        application.MapAlgorithmChanges();
        application.MapCycles();
        application.MapAlerts();
        application.MapOperations();
        application.MapGrains();
        application.MapHealth();
        application.UseDashboard(s_dashboard, HasDashboard);
        application.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        // It looks at each path with a regular expression that it writes anew.
        application.UseWhen(
            context => context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase),
            docs => docs.UseSwaggerUI(DescribePage)
        );
    }

    private static void DescribePage(SwaggerUIOptions page)
    {
        page.RoutePrefix = "docs";
        page.SwaggerEndpoint("/openapi/v1.json", "LearningActors");
        page.DocumentTitle = "LearningActors";
        page.EnablePersistAuthorization();
        page.DisplayRequestDuration();
    }

    /// <summary>Limits of the server.</summary>
    public static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
    }
}
