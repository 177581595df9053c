using System.Net;
using System.Net.Http.Headers;

namespace LearningActors.Tests.Http;

/// <summary>Who may call what.</summary>
public sealed class KeyTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Theory]
    [InlineData("GET", "/api/admin/llm-analytics", "read,admin")]
    [InlineData("GET", "/api/admin/ledger", "read,admin")]
    [InlineData("GET", "/api/admin/grains", "read,admin")]
    [InlineData("GET", "/api/admin/grains/cycle", "read,admin")]
    [InlineData("GET", "/api/admin/grains/cluster/cluster", "admin")]
    [InlineData("POST", "/api/admin/grains/cluster/cluster/deactivate", "admin")]
    [InlineData("GET", "/api/admin/silos", "read,admin")]
    [InlineData("GET", "/api/admin/reminders", "read,admin")]
    [InlineData("GET", "/api/admin/audit", "admin")]
    [InlineData("POST", "/api/admin/llm-metrics/roll-up", "admin")]
    [InlineData("GET", "/api/signals/AAPL/BUY", "engine,read,admin")]
    [InlineData("GET", "/api/prompts/BUY/assignment?unit=1", "engine,read,admin")]
    [InlineData("DELETE", "/api/sessions/nobody/feedback", "engine,admin")]
    public async Task AKeyOpensWhatItsScopesSay(string method, string path, string scopes)
    {
        var clients = new Dictionary<string, HttpClient>
        {
            ["engine"] = Service.Engine,
            ["read"] = Service.Read,
            ["admin"] = Service.Admin,
        };
        foreach (var (scope, client) in clients)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            var status = (await client.SendAsync(request)).StatusCode;
            Assert.Equal(scopes.Split(',').Contains(scope) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        }

        using var bare = new HttpRequestMessage(new HttpMethod(method), path);
        var refused = await Service.Anonymous.SendAsync(bare);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    public async Task AWrongKeyIsRefused(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/signals/AAPL/BUY");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Service.Anonymous.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task ARevokedKeyIsRefusedWhenTheKeysAreReadAgain()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await service.Read.GetAsync("/api/admin/ledger")).StatusCode);
        await service.ScalarAsync<string>("UPDATE api_keys SET revoked_at = now() WHERE name = 'read' RETURNING name");
        // A second host on the same database would take the lock of the first: the keys are read when a host starts.
        var connectionString = service.ConnectionString;
        await service.DisposeAsync();
        await using var again = await TestService.StartAsync(connectionString: connectionString);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/ledger");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Keys.Read);
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.Anonymous.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task KeysAreStoredAsHashes() =>
        Assert.Equal(0, await Service.ScalarAsync<long>($"SELECT count(*) FROM api_keys k WHERE k::text LIKE '%{Service.Keys.Engine}%'"));

    [Fact]
    public async Task HealthNeedsNoKey()
    {
        Assert.Equal(HttpStatusCode.OK, (await Service.Anonymous.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Service.Anonymous.GetAsync("/health/ready")).StatusCode);
    }
}
