using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Access;

/// <summary>People are invited, sign in, and stay signed in for as long as they may.</summary>
public sealed class PeopleTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Browser _admin = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _admin = await Browser.FirstAdminAsync(_service);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task TheFirstAdminsLinkWorksOnce()
    {
        using var second = new Browser(_service);
        var again = await second.Http.PostAsJsonAsync(
            "/api/session/link",
            new
            {
                token = _service.FirstAdminToken,
                name = "mallory",
                password = Browser.GoodPassword,
            }
        );
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        var people = await _admin.Http.GetFromJsonAsync<Person[]>("/api/people", ClientJson.Options);
        Assert.Equal(("root-admin", "admin"), people!.Select(person => (person.Name, person.Role)).Single());
    }

    /// <summary>The link that a start printed makes no second admin once there is one, however they came.</summary>
    [Fact]
    public async Task AFirstAdminsLinkEndsWhenThereIsAnAdmin()
    {
        await using var service = await TestService.StartAsync();
        var invited = await Browser.ReadAsync<LinkFor>(
            await service.Admin.PostAsJsonAsync("/api/people", new { name = "ada", role = "admin" })
        );
        using var ada = new Browser(service);
        await ada.UseLinkAsync(new { token = invited.Link[(invited.Link.IndexOf('#') + 1)..], password = Browser.GoodPassword });
        using var finder = new Browser(service);
        var used = await finder.Http.PostAsJsonAsync(
            "/api/session/link",
            new
            {
                token = service.FirstAdminToken,
                name = "mallory",
                password = Browser.GoodPassword,
            }
        );
        Assert.Equal(HttpStatusCode.NotFound, used.StatusCode);
    }

    [Fact]
    public async Task APersonAndAKeyHaveNoNameInCommon()
    {
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await _admin.Http.PostAsJsonAsync("/api/people", new { name = "engine", role = "viewer" })).StatusCode
        );
        var key = await _admin.Http.PostAsJsonAsync("/api/keys", new { name = "root-admin", scopes = new[] { "read" } });
        Assert.Equal(HttpStatusCode.Conflict, key.StatusCode);
    }

    [Fact]
    public async Task ACookieThatWasMadeUpIsRefusedWithoutAskingTheDatabase()
    {
        await using (var remove = _service.Database.CreateCommand("ALTER TABLE person_sessions RENAME TO no_sessions"))
            await remove.ExecuteNonQueryAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(new string('A', 43)));
    }

    [Fact]
    public async Task SomebodyIsInvitedChoosesAPasswordAndSignsIn()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "analyst");
        var session = await Browser.ReadAsync<SignedIn>(await ada.Http.GetAsync("/api/session"));
        Assert.Equal(("person", "ada", "analyst"), (session.Kind, session.Name, session.Role));
        Assert.Equal(["read", "rate", "decide"], session.Scopes);

        using var elsewhere = new Browser(_service);
        await elsewhere.SignInAsync("Ada");
        Assert.NotEqual(ada.Cookie!.Value, elsewhere.Cookie!.Value);
        Assert.True(elsewhere.Cookie.HttpOnly);
        var sessions = await elsewhere.Http.GetFromJsonAsync<SessionItem[]>("/api/session/sessions", ClientJson.Options);
        Assert.Equal(2, sessions!.Length);
        Assert.Single(sessions, one => one.IsCurrent);
    }

    [Theory]
    [InlineData("short", "12 to 200")]
    [InlineData("123456789012", "sequence")]
    [InlineData("abcabcabcabc", "repetition")]
    [InlineData("Password1234!", "common")]
    [InlineData("ada-ada-ada-", "repetition")]
    public async Task AWeakPasswordIsRefusedAndTheLinkStillWorks(string password, string why)
    {
        var invited = await Browser.ReadAsync<LinkFor>(
            await _admin.Http.PostAsJsonAsync("/api/people", new { name = "ada", role = "viewer" })
        );
        var token = invited.Link[(invited.Link.IndexOf('#') + 1)..];
        using var ada = new Browser(_service);
        var refused = await ada.Http.PostAsJsonAsync("/api/session/link", new { token, password });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(why, await refused.Content.ReadAsStringAsync());
        await ada.UseLinkAsync(new { token, password = Browser.GoodPassword });
    }

    [Fact]
    public async Task WhetherANameExistsDoesNotShow()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        using var stranger = new Browser(_service);
        var answers = new[]
        {
            await stranger.TrySignInAsync("ada", "a wrong password"),
            await stranger.TrySignInAsync("nobody", "a wrong password"),
            await stranger.TrySignInAsync("no such / name", "a wrong password"),
        };
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        var texts = await Task.WhenAll(answers.Select(async answer => Without(await answer.Content.ReadAsStringAsync(), "trace_id")));
        Assert.Single(texts.Distinct());

        static string Without(string json, string field)
        {
            var node = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
            node.Remove(field);
            return node.ToJsonString();
        }
    }

    [Fact]
    public async Task PasswordsCanNotBeTriedForLong()
    {
        using var stranger = new Browser(_service);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
            statuses.Add((await stranger.TrySignInAsync("root-admin", "a wrong password")).StatusCode);
        Assert.All(statuses.Take(10), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[10]);
        // The right password does not help now, and a name that nobody has is limited alike.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.TrySignInAsync("root-admin", Browser.GoodPassword)).StatusCode);
    }

    [Fact]
    public async Task ARightPasswordDoesNotUseAttemptsUp()
    {
        using var browser = new Browser(_service);
        for (var i = 0; i < 12; i++)
            await browser.SignInAsync("root-admin");
    }

    [Fact]
    public async Task ASessionEndsWhenSomebodySignsOutAndWhenItExpires()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        var secret = ada.Cookie!.Value;
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Http.DeleteAsync("/api/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(secret));

        await ada.SignInAsync("ada");
        secret = ada.Cookie!.Value;
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(secret));
        await _service.ScalarAsync<string>(
            "UPDATE person_sessions SET expires_at = now() WHERE person = 'ada' AND ended_at IS NULL RETURNING person"
        );
        var expired = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(
            async () =>
            {
                var sentAfter = Stopwatch.GetElapsedTime(expired);
                var isRefused = await WithCookieAsync(secret) == HttpStatusCode.Unauthorized;
                // On this host it is remembered for three seconds, however long an answer takes.
                Assert.True(isRefused || sentAfter < TimeSpan.FromSeconds(3.1), $"It is good {sentAfter} later.");
                return isRefused;
            },
            "the session has expired"
        );
    }

    [Fact]
    public async Task AnIdleSessionEnds()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        await _service.ScalarAsync<string>(
            "UPDATE person_sessions SET last_seen_at = now() - interval '13 hours' WHERE person = 'ada' RETURNING person"
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(ada.Cookie!.Value));
    }

    [Fact]
    public async Task SessionsEndWithTheRole()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "analyst");
        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/strategies")).StatusCode);
        var changed = await Browser.ReadAsync<Person>(await _admin.Http.PatchAsJsonAsync("/api/people/ada", new { role = "trader" }));
        Assert.Equal("trader", changed.Role);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/api/strategies")).StatusCode);
        await ada.SignInAsync("ada");
        Assert.Equal("trader", (await Browser.ReadAsync<SignedIn>(await ada.Http.GetAsync("/api/session"))).Role);

        await Browser.ReadAsync<Person>(await _admin.Http.PatchAsJsonAsync("/api/people/ada", new { is_active = false }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.TrySignInAsync("ada", Browser.GoodPassword)).StatusCode);
    }

    [Fact]
    public async Task SomebodyWhoMayDoEverythingIsAlwaysLeft()
    {
        var refused = await _admin.Http.PatchAsJsonAsync("/api/people/root-admin", new { role = "viewer" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var second = await _admin.InviteAsync(_service, "second", "admin");
        Assert.Equal(HttpStatusCode.OK, (await second.Http.PatchAsJsonAsync("/api/people/root-admin", new { role = "viewer" })).StatusCode);
    }

    [Fact]
    public async Task SecretsAreStoredAsHashesAlone()
    {
        using var ada = await _admin.InviteAsync(_service, "ada", "viewer");
        var found = await _service.ScalarAsync<long>(
            $"""
            SELECT (SELECT count(*) FROM people p WHERE p::text LIKE '%{Browser.GoodPassword}%')
                 + (SELECT count(*) FROM person_sessions s WHERE s::text LIKE '%{ada.Cookie!.Value}%')
                 + (SELECT count(*) FROM audit_entries a
                     WHERE a::text LIKE '%{ada.Cookie.Value}%' OR a::text LIKE '%{Browser.GoodPassword}%')
            """
        );
        Assert.Equal(0, found);
    }

    private async Task<HttpStatusCode> WithCookieAsync(string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/session");
        request.Headers.Add("Cookie", $"learning_session={secret}");
        return (await _service.Anonymous.SendAsync(request)).StatusCode;
    }
}
