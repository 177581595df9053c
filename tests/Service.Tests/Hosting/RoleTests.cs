using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Configuration;
using LearningActors.Hosting;
using LearningActors.Tests.Durability;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Hosting;

/// <summary>A front end has the API, a silo the grains.</summary>
public sealed class RoleTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly string _home = Directory.CreateTempSubdirectory("learningactors-role-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [ClusterFact]
    public async Task AFrontEndWaitsForASiloServesWhatItStoresAndFindsTheNextOne()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var front = await RoleHost.BuildAsync(RoleHost.At(HostRole.Api, _home), database);
        var starting = front.StartAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(front, "/health/live") == HttpStatusCode.OK, "the front end is live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(front, "/health/ready"));
        await AssertUnavailableAsync(front);
        Assert.False(starting.IsCompleted);

        var silo = await RoleHost.StartAsync(RoleHost.At(HostRole.Silo, _home), database);
        front.Use(silo.Keys.Engine);
        Assert.True(await starting.WaitAsync(s_patience));
        await Eventually.TrueAsync(async () => await StatusAsync(front, "/health/ready") == HttpStatusCode.OK, "the front end is ready");
        var explanation = await LogAndRateAsync(front);

        await silo.DisposeAsync();
        await AssertUnavailableAsync(front);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(front, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(front, "/health/live"));

        await using var next = await RoleHost.StartAsync(RoleHost.At(HostRole.Silo, _home), database);
        await Eventually.TrueAsync(
            async () => await StatusAsync(front, "/health/ready") == HttpStatusCode.OK,
            "the front end found the next silo"
        );
        var stored = await front.Client.GetFromJsonAsync<ExplanationResponse>($"/api/explanations/{explanation}", ClientJson.Options);
        Assert.Equal("AAPL", stored!.Ticker);
        Assert.Equal(HttpStatusCode.OK, (await RateAsync(front, explanation)).StatusCode);
    }

    [ClusterFact]
    public async Task AFrontEndOutlivesAKilledSilo()
    {
        var (database, port) = (await TestPostgres.CreateDatabaseAsync(), LoopbackPort.Free());
        var environment = new Dictionary<string, string> { ["LEARNING_ROLE"] = "silo", ["LEARNING_POSTGRES"] = database };
        var silo = await ServiceProcess.StartAsync(_home, port, environment);
        await using var front = await RoleHost.StartAsync(RoleHost.At(HostRole.Api, _home), database);
        front.Use(ServiceProcess.Key);
        await LogAndRateAsync(front);
        await silo.KillAsync();
        silo.Dispose();
        await AssertUnavailableAsync(front);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(front, "/health/ready"));

        // It comes back where it was.
        using var next = await ServiceProcess.StartAsync(_home, port, environment);
        await Eventually.TrueAsync(
            async () => await StatusAsync(front, "/health/ready") == HttpStatusCode.OK,
            "the front end found the silo again"
        );
        await LogAndRateAsync(front);
        Assert.Equal(0, await next.StopAsync());
    }

    [ClusterFact]
    public async Task ASiloAnswersForItsHealthAndNothingElse()
    {
        await using var silo = await RoleHost.StartAsync(
            RoleHost.At(HostRole.Silo, _home),
            await TestPostgres.CreateDatabaseAsync(withSchema: false)
        );
        silo.Use(silo.Keys.Admin);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, "/health/ready"));
        Assert.All(
            await Task.WhenAll(
                new[] { "/api/signals/AAPL/BUY", "/api/admin/ledger", "/dashboard/", "/docs/", "/openapi/v1.json" }.Select(path =>
                    StatusAsync(silo, path)
                )
            ),
            status => Assert.Equal(HttpStatusCode.NotFound, status)
        );
    }

    [ClusterFact]
    public async Task AFrontEndThatIsStoppedBeforeASiloAnswersStops()
    {
        var front = await RoleHost.BuildAsync(RoleHost.At(HostRole.Api, _home), await TestPostgres.CreateDatabaseAsync());
        var starting = front.StartAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(front, "/health/live") == HttpStatusCode.OK, "the front end is live");
        await front.DisposeAsync();
        Assert.False(await starting.WaitAsync(s_patience));
    }

    [ClusterFact]
    public async Task AFrontEndRefusesADatabaseThatNoSiloHasPrepared()
    {
        var database = await TestPostgres.CreateDatabaseAsync(withSchema: false);
        var thrown = await Assert.ThrowsAsync<OperatorException>(() => RoleHost.BuildAsync(RoleHost.At(HostRole.Api, _home), database));
        Assert.Equal(
            "The database that LEARNING_POSTGRES names lacks the schema step 0001_grain_runtime.sql; a silo applies it. Start a silo of "
                + "this version on it first.",
            thrown.Message
        );
    }

    [ClusterFact]
    public void AFrontEndNeedsTheSilosDatabase()
    {
        var thrown = Assert.Throws<OperatorException>(() => ServiceSettings.From(name => name == "LEARNING_ROLE" ? "api" : null));
        Assert.Equal(
            "LEARNING_POSTGRES is not set; with LEARNING_ROLE=api expected the connection string of the silos' database.",
            thrown.Message
        );
    }

    [SingleProcessFact]
    public void OneProcessHasNoPartsElsewhere()
    {
        var thrown = Assert.Throws<OperatorException>(() => ServiceSettings.From(name => name == "LEARNING_ROLE" ? "api" : null));
        Assert.Equal(
            "LEARNING_ROLE is 'api', and this build runs in one process; expected all, or a build for a cluster: ./run --runtime Orleans.",
            thrown.Message
        );
    }

    private static async Task<Guid> LogAndRateAsync(RoleHost front)
    {
        var id = Guid.CreateVersion7();
        var logged = await front.Client.PostAsJsonAsync(
            "/api/explanations/log",
            new[]
            {
                new
                {
                    explanation_id = id,
                    ticker = "AAPL",
                    signal = "BUY",
                    confidence = 0.5,
                    explanation = "RSI is low.",
                },
            }
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await RateAsync(front, id)).StatusCode);
        return id;
    }

    private static Task<HttpResponseMessage> RateAsync(RoleHost front, Guid explanation) =>
        front.Client.PostAsJsonAsync($"/api/feedback/{explanation}", new { helpful = true, session = "s1" });

    private static async Task AssertUnavailableAsync(RoleHost front)
    {
        using var response = await front.Client.GetAsync($"/api/explanations/{Guid.Empty}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("No silo answers.", (await Problems.ReadAsync(response)).Title);
    }

    private static async Task<HttpStatusCode> StatusAsync(RoleHost host, string path)
    {
        try
        {
            using var response = await host.Client.GetAsync(path);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return 0;
        }
    }
}
