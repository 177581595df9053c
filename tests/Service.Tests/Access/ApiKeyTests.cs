using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Access;
using LearningActors.Client;
using LearningActors.Tests.Http;
using ApiKeyStatus = LearningActors.Client.ApiKeyStatus;
using MadeKey = LearningActors.Client.MadeKey;

namespace LearningActors.Tests.Access;

/// <summary>Keys are made, rotated, limited and revoked through the API.</summary>
public sealed class ApiKeyTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task AKeyIsShownOnceAndDoesWhatItsScopesSay()
    {
        var made = await MakeAsync(new { name = "reader", scopes = new[] { "read" } });
        Assert.True(AccessToken.IsKey(made.Key));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(made.Key, "/api/admin/ledger"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(made.Key, "/api/keys"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(made.Key, "/api/admin/audit"));

        var listed = await StatusAsync("reader");
        Assert.Equal(made.Key[..9], listed.Hint);
        Assert.Equal("admin", listed.CreatedBy);
        Assert.DoesNotContain(made.Key, await Service.Admin.GetStringAsync("/api/keys"));
        Assert.Equal(0, await Service.ScalarAsync<long>($"SELECT count(*) FROM api_keys k WHERE k::text LIKE '%{made.Key}%'"));
    }

    [Fact]
    public async Task TwoKeysOfANameAreGoodWhileTheyOverlap()
    {
        var first = await MakeAsync(new { name = "rotated", scopes = new[] { "read" } });
        var taken = await Service.Admin.PostAsJsonAsync("/api/keys", new { name = "rotated", scopes = new[] { "read" } });
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        var second = await RotateAsync(24);
        Assert.Equal(["read"], second.Scopes);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(first.Key, "/api/admin/ledger"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(second.Key, "/api/admin/ledger"));

        // One of the two can be ended alone.
        var former = (await Service.Admin.GetFromJsonAsync<ApiKeyStatus[]>("/api/keys", ClientJson.Options))!.Single(one =>
            one.Name == "rotated" && one.Hint == first.Key[..9]
        );
        await Service.Admin.DeleteAsync($"/api/keys/rotated?id={former.Id}");
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(first.Key, "/api/admin/ledger"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(second.Key, "/api/admin/ledger"));

        var third = await RotateAsync(0);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(first.Key, "/api/admin/ledger"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(second.Key, "/api/admin/ledger"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(third.Key, "/api/admin/ledger"));

        async Task<MadeKey> RotateAsync(int hours) =>
            await Browser.ReadAsync<MadeKey>(
                await Service.Admin.PostAsJsonAsync("/api/keys/rotated/rotate", new { overlap_hours = hours })
            );
    }

    [Fact]
    public async Task AKeyEndsWhenItIsRevokedOrExpires()
    {
        var made = await MakeAsync(new { name = "ended", scopes = new[] { "read" } });
        Assert.Equal(HttpStatusCode.OK, await GetAsync(made.Key, "/api/admin/ledger"));
        Assert.Equal(HttpStatusCode.NoContent, (await Service.Admin.DeleteAsync("/api/keys/ended")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(made.Key, "/api/admin/ledger"));
        // Said again it is no fault: the answer may have been lost.
        Assert.Equal(HttpStatusCode.NoContent, (await Service.Admin.DeleteAsync("/api/keys/ended")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Service.Admin.DeleteAsync("/api/keys/never-made")).StatusCode);

        var brief = await MakeAsync(
            new
            {
                name = "brief",
                scopes = new[] { "read" },
                expires_at = DateTimeOffset.UtcNow.AddSeconds(5),
            }
        );
        await Eventually.TrueAsync(
            async () => await GetAsync(brief.Key, "/api/admin/ledger") == HttpStatusCode.Unauthorized,
            "the key is refused"
        );
    }

    [Fact]
    public async Task AKeyRevokedElsewhereIsRefusedWithinSeconds()
    {
        var made = await MakeAsync(new { name = "elsewhere", scopes = new[] { "read" } });
        await Service.ScalarAsync<string>("UPDATE api_keys SET revoked_at = now() WHERE name = 'elsewhere' RETURNING name");
        await Eventually.TrueAsync(
            async () => await GetAsync(made.Key, "/api/admin/ledger") == HttpStatusCode.Unauthorized,
            "the key is refused"
        );
    }

    [Fact]
    public async Task AKeyHasALimitOfItsOwn()
    {
        var made = await MakeAsync(
            new
            {
                name = "slow",
                scopes = new[] { "read" },
                requests_per_minute = 5,
            }
        );
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
            statuses.Add(await GetAsync(made.Key, "/api/admin/ledger"));
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task ARotatedKeyEndsWhenTheFormerOneWouldHave()
    {
        var until = DateTimeOffset.UtcNow.AddDays(30);
        await MakeAsync(
            new
            {
                name = "contractor",
                scopes = new[] { "read" },
                expires_at = until,
            }
        );
        await Service.Admin.PostAsJsonAsync("/api/keys/contractor/rotate", new { overlap_hours = 1 });
        var newest = (await Service.Admin.GetFromJsonAsync<ApiKeyStatus[]>("/api/keys", ClientJson.Options))!.First(one =>
            one.Name == "contractor"
        );
        Assert.Equal(until, newest.ExpiresAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("""{"scopes": ["read"]}""", "name")]
    [InlineData("""{"name": "A b", "scopes": ["read"]}""", "name")]
    [InlineData("""{"name": "x", "scopes": []}""", "scopes")]
    [InlineData("""{"name": "x", "scopes": ["reed"]}""", "scopes")]
    [InlineData("""{"name": "x", "scopes": ["read", "read"]}""", "scopes")]
    [InlineData("""{"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name": "x", "scopes": ["read"], "requests_per_minute": 0}""", "requests_per_minute")]
    public async Task AWrongKeyIsNamed(string body, string field)
    {
        var response = await TestService.PostTextAsync(Service.Admin, "/api/keys", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, await Problems.FieldAsync(response));
    }

    private async Task<MadeKey> MakeAsync(object key) =>
        await Browser.ReadAsync<MadeKey>(await Service.Admin.PostAsJsonAsync("/api/keys", key));

    private async Task<ApiKeyStatus> StatusAsync(string name) =>
        (await Service.Admin.GetFromJsonAsync<ApiKeyStatus[]>("/api/keys", ClientJson.Options))!.Single(key => key.Name == name);

    private async Task<HttpStatusCode> GetAsync(string key, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (await Service.Anonymous.SendAsync(request)).StatusCode;
    }
}
