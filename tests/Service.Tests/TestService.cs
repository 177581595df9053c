using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LearningActors.Client;
using LearningActors.Hosting;
using LearningActors.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace LearningActors.Tests;

/// <summary>The whole service in this process: real PostgreSQL, real HTTP, a learning clock that the test moves.</summary>
public sealed class TestService : IAsyncDisposable
{
    private readonly LearningHost _host;
    private readonly string _home;

    private TestService(LearningHost host, string home, string connectionString, DrivenClock clock)
    {
        (_host, _home, ConnectionString, Clock) = (host, home, connectionString, clock);
        Url = host.Application.Urls.Single();
        Database = NpgsqlDataSource.Create(connectionString);
        (Engine, Read, Admin, Anonymous) = (Client(Keys.Engine), Client(Keys.Read), Client(Keys.Admin), Client(null));
    }

    internal string Url { get; }

    internal string ConnectionString { get; }

    internal DrivenClock Clock { get; }

    internal NpgsqlDataSource Database { get; }

    internal HttpClient Engine { get; }

    internal HttpClient Read { get; }

    internal HttpClient Admin { get; }

    internal HttpClient Anonymous { get; }

    internal ServiceKeys Keys => _host.Keys!;

    internal string? FirstAdminToken => _host.FirstAdminToken;

    internal IServiceProvider Services => _host.Application.Services;

    internal static async Task<TestService> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Dictionary<string, string>? environment = null,
        string? connectionString = null,
        DrivenClock? clock = null,
        Action<WebApplication>? map = null,
        string? trustedProxy = null
    )
    {
        connectionString ??= await TestPostgres.CreateDatabaseAsync();
        var home = Directory.CreateTempSubdirectory("learningactors-home-").FullName;
        clock ??= new DrivenClock(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
        var settings = new ServiceSettings
        {
            Url = new Uri("http://127.0.0.1:0"),
            Home = home,
            SiloPort = LoopbackPort.Free(),
            GatewayPort = LoopbackPort.Free(),
            TrustedProxy = trustedProxy,
            ProxyUserHeader = trustedProxy is null ? null : "X-Forwarded-User",
        };
        var host = await LearningHost.BuildAsync(
            settings,
            connectionString,
            name => environment?.GetValueOrDefault(name),
            builder =>
            {
                builder.Services.AddSingleton<IClock>(clock);
                // Tests that are about cycles let them watch the clock; others move it without waking them.
                builder.Configuration["Cycles:Enabled"] = "false";
                // Likewise days reconcile themselves, and options expire without a row, only in tests that are about that.
                builder.Configuration["Outcomes:ReconcileAfterSeconds"] = "3600";
                builder.Configuration["Outcomes:InferExpirationAfterDays"] = "36500";
                configure?.Invoke(builder);
            }
        );
        map?.Invoke(host.Application);
        await host.Application.StartAsync();
        return new TestService(host, home, connectionString, clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(_home))
            return;
        await Database.DisposeAsync();
        await _host.Application.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Logs explanations as an engine would and returns their ids.</summary>
    internal async Task<Guid[]> LogAsync(
        int count,
        string ticker = "AAPL",
        string signal = "BUY",
        string version = "v1.0",
        string[]? factors = null
    )
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var chunk in ids.Chunk(1000))
        {
            var response = await Engine.PostAsJsonAsync(
                "/api/explanations/log",
                chunk.Select(id => new
                {
                    explanation_id = id,
                    ticker,
                    signal,
                    confidence = 0.8,
                    indicators = new { rsi = 28.5 },
                    explanation = "RSI at 28.5 is low.",
                    factors = (factors ?? ["rsi"]).Select(name => new { name, impact = "positive" }),
                    sentiment = "bullish",
                    prompt_version = version,
                    model_used = "openai",
                })
            );
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        return ids;
    }

    internal Task<HttpResponseMessage> RateAsync(Guid explanation, object vote) =>
        Engine.PostAsJsonAsync($"/api/feedback/{explanation}", vote);

    internal static Task<HttpResponseMessage> PostTextAsync(HttpClient client, string path, string json) =>
        client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<AnalyticsResponse> AnalyticsAsync(int days = 30)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/admin/llm-analytics?days={days}");
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var response = await Read.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<AnalyticsResponse>(ClientJson.Options))!;
    }

    internal async Task<SignalResponse> LearningStateAsync(string ticker = "AAPL", string signal = "BUY")
    {
        Clock.Advance(TimeSpan.FromSeconds(3));
        return (await Engine.GetFromJsonAsync<SignalResponse>($"/api/signals/{ticker}/{signal}", ClientJson.Options))!;
    }

    private HttpClient Client(string? key)
    {
        // Who asks before it sends a body gets an answer, however busy the machine is.
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 64,
            UseCookies = false,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(60),
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(60) };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}

/// <summary>One service for a class of tests.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() => Service = await TestService.StartAsync();

    /// <inheritdoc />
    public async Task DisposeAsync() => await Service.DisposeAsync();
}
