using System.Collections.Immutable;
using System.Net;
using LearningActors.Access;
using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Analysis;
using LearningActors.Cycles;
using LearningActors.Dashboard;
using LearningActors.Experiments;
using LearningActors.Explanations;
using LearningActors.Feedback;
using LearningActors.FineTuning;
using LearningActors.Http;
using LearningActors.Imports;
using LearningActors.Insights;
using LearningActors.Models;
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

    /// <summary>Requests that a caller without a limit of its own may send in a minute, to all hosts together.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>The longest file that can be imported.</summary>
    public required int MaxImportBytes { get; init; }

    /// <summary>Networks of the reverse proxies whose word counts.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The header in which those proxies name who has signed in there; null where they sign nobody in.</summary>
    public string? ProxyUserHeader { get; init; }

    /// <summary>Web pages of other sites that may rate with a token, such as <c>https://desk.example</c>.</summary>
    public ImmutableArray<string> PageOrigins { get; init; } = [];

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

    /// <summary>Where the built guide is; it may not be there.</summary>
    private static readonly string s_guide = Path.Combine(AppContext.BaseDirectory, "guide");

    /// <summary>Whether the guide was built.</summary>
    public static bool HasGuide { get; } = File.Exists(Path.Combine(s_guide, "index.html"));

    /// <summary>Where somebody chooses a password; the token of the link follows.</summary>
    public static string LinkPath => PeopleEndpoints.LinkPath;

    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddLearningApi(this IServiceCollection services, LearningApiOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<SessionPseudonyms>();
        services.AddSingleton<RecentAnswers>();
        services.AddSingleton<RelevantAnswers>();
        services.AddSingleton<LearningStream>();
        services.AddCallers();
        CallerLimits.AddTo(services);
        services.AddCors(cors => PageOrigins.Configure(cors, options));
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
    private static void AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<ICallersKnown>(provider => provider.GetRequiredService<KeyRing>());
        services.AddHostedService(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<SignedInPeople>();
        services.AddSingleton<SessionSecrets>();
        services.AddSingleton<AntiForgeryTokens>();
        services.AddSingleton<RatingTokens>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<TrustedProxy>();
        services.AddSingleton<CallerLookup>();
        services.AddSingleton<IStandingCallers>(provider => provider.GetRequiredService<CallerLookup>());
        services.AddWebEncoders();
        services.AddTransient<CallerAuthentication>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.AddScheme<CallerAuthentication>(CallerAuthentication.Name, null);
            authentication.DefaultScheme = CallerAuthentication.Name;
        });
        services.AddAuthorization(Requirements.Configure);
        services.AddSingleton<IAuthorizationHandler, CallerAuthorization>();
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
        application.Services.GetRequiredService<TrustedProxy>().UseIn(application);
        application.UseMiddleware<SecurityHeaders>();
        application.UseExceptionHandler();
        application.UseMiddleware<RepeatedReads>();
        application.UseStatusCodePages();
        application.UseRouting();
        application.UseEscapedSlashes();
        application.UseCors();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseRateLimiter();
        application.UseMiddleware<AntiForgery>();
        ApiCompression.UseIn(application);
        application.UseMiddleware<EntityTags>();
        application.UseMiddleware<QueryNames>();
        application.MapExplanations();
        application.MapExplanationList();
        application.MapFeedback();
        application.MapVotes();
        application.MapRatingTokens();
        application.MapPrompts();
        application.MapExperiments();
        application.MapFineTuning();
        application.MapAnalysis();
        application.MapLearning();
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
        application.MapSession();
        application.MapPeople();
        application.MapKeys();
        application.MapOperations();
        application.MapModels();
        application.MapGrains();
        application.MapHealth();
        application.UseDashboard(s_dashboard, HasDashboard);
        application.UseGuide(s_guide, HasGuide);
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
        page.DisplayRequestDuration();
    }

    /// <summary>Limits of the server.</summary>
    public static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
        // Who sends headers or a body drop by drop holds a connection no longer than this.
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
