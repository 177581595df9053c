using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using LearningActors.Client;

namespace LearningActors.Tests.Access;

/// <summary>Nobody does anything as somebody else.</summary>
public sealed class ForgeryTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task AnotherSiteHasNothingDoneByTheCookie()
    {
        using var admin = await Browser.AdminAsync(Service);
        using var other = await admin.InviteAsync(Service, "other", "admin");
        var foreign = other.Http.DefaultRequestHeaders.GetValues(Browser.AntiforgeryHeader).Single();
        foreach (var token in new[] { null, "", "AAAA", foreign })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/strategies")
            {
                Content = JsonContent.Create(new { id = "forged" }),
            };
            request.Headers.Add("Cookie", $"learning_session={admin.Cookie!.Value}");
            if (token is not null)
                request.Headers.TryAddWithoutValidation(Browser.AntiforgeryHeader, token);
            Assert.Equal(HttpStatusCode.Forbidden, (await Service.Anonymous.SendAsync(request)).StatusCode);
        }

        Assert.Equal(0, await Service.ScalarAsync<long>("SELECT count(*) FROM strategy_rules WHERE id = 'forged'"));
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task AnotherSiteSignsNobodyIn(string? origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = JsonContent.Create(new { name = "nobody", password = "whatever it is" }),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        Assert.Equal(expected, (await Service.Anonymous.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task ASessionThatSomebodyPlantedIsNotTakenOver()
    {
        using var admin = await Browser.AdminAsync(Service);
        var planted = admin.Cookie!.Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session")
        {
            Content = JsonContent.Create(new { name = "root-admin", password = Browser.GoodPassword }),
        };
        request.Headers.Add("Cookie", $"learning_session={planted}");
        var response = await Service.Anonymous.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain(planted, cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            1,
            await Service.ScalarAsync<long>(
                "SELECT count(*) FROM person_sessions WHERE ended_at IS NOT NULL AND encode(secret_hash, 'hex') = "
                    + $"encode(sha256('{planted}'), 'hex')"
            )
        );
    }

    [Theory]
    [InlineData("X-Forwarded-User")]
    [InlineData("X-Remote-User")]
    public async Task AHeaderSignsNobodyInWhereNoProxyIsTrusted(string header)
    {
        using var admin = await Browser.AdminAsync(Service);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/people");
        request.Headers.Add(header, "root-admin");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Service.Anonymous.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task ATrustedProxySignsInWhoWasInvited()
    {
        await using var service = await TestService.StartAsync(trustedProxy: "127.0.0.1");
        using var admin = await Browser.FirstAdminAsync(service);
        using var ada = await admin.InviteAsync(service, "ada", "trader");
        Assert.Equal(("ada", "trader"), await WhoAsync("Ada"));
        Assert.Null(await WhoAsync("mallory"));

        // The browser sends what the proxy goes by whatever site asks: a change needs the token here, too.
        using var session = Get("ada");
        var token = (await Browser.ReadAsync<SignedIn>(await service.Anonymous.SendAsync(session))).AntiforgeryToken;
        Assert.Equal(HttpStatusCode.Forbidden, await RateAsync(null));
        Assert.Equal(HttpStatusCode.NotFound, await RateAsync(token));

        // Of whom the proxy forwards, the address is the one before it.
        using var invite = new HttpRequestMessage(HttpMethod.Post, "/api/people")
        {
            Content = JsonContent.Create(new { name = "ben", role = "viewer" }),
        };
        invite.Headers.Add("X-Forwarded-For", "203.0.113.9");
        await Browser.ReadAsync<LinkFor>(await admin.Http.SendAsync(invite));
        Assert.Equal(
            "203.0.113.9",
            await service.ScalarAsync<string>("SELECT address FROM audit_entries WHERE action = 'person.invite' AND subject = 'ben'")
        );

        async Task<HttpStatusCode> RateAsync(string? antiforgery)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/feedback/{Guid.NewGuid()}")
            {
                Content = JsonContent.Create(new { helpful = true }),
            };
            request.Headers.Add("X-Forwarded-User", "ada");
            if (antiforgery is not null)
                request.Headers.Add(Browser.AntiforgeryHeader, antiforgery);
            return (await service.Anonymous.SendAsync(request)).StatusCode;
        }

        async Task<(string, string?)?> WhoAsync(string name)
        {
            using var request = Get(name);
            var response = await service.Anonymous.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                return null;
            var who = await Browser.ReadAsync<SignedIn>(response);
            return (who.Name, who.Role);
        }

        static HttpRequestMessage Get(string name) => new(HttpMethod.Get, "/api/session") { Headers = { { "X-Forwarded-User", name } } };
    }

    /// <summary>A name in a path is read once: what is escaped twice names something else.</summary>
    [Fact]
    public async Task NobodyForgetsAPersonsVotesAsASession()
    {
        using var admin = await Browser.AdminAsync(Service);
        using var rater = await admin.InviteAsync(Service, "rater", "trader");
        var id = (await Service.LogAsync(1))[0];
        Assert.Equal(
            HttpStatusCode.OK,
            (await rater.Http.PostAsJsonAsync($"/api/feedback/{id}", new { helpful = true, comment = "mine" })).StatusCode
        );
        foreach (var session in new[] { "%2500rater", "%00rater" })
            await RawAsync(
                $"DELETE /api/sessions/{session}/feedback HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + $"Authorization: Bearer {Service.Keys.Engine}\r\n\r\n"
            );
        Assert.Equal(
            1,
            await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}' AND comment = 'mine'")
        );
    }

    [Theory]
    [InlineData("/api/people/../people")]
    [InlineData("/api//people")]
    [InlineData("/API/PEOPLE")]
    [InlineData("/api/people/")]
    [InlineData("/api/people;x=1")]
    [InlineData("/api/%70eople")]
    [InlineData("/api/people%00")]
    [InlineData("/dashboard/../appsettings.json")]
    [InlineData("/dashboard/%2e%2e/appsettings.json")]
    [InlineData("/dashboard/..%2fappsettings.json")]
    [InlineData("/dashboard/..%5cappsettings.json")]
    [InlineData("/dashboard//etc/passwd")]
    [InlineData("/%0d%0aSet-Cookie:%20x=1")]
    public async Task NoPathGetsPastTheDoor(string path)
    {
        var (status, text) = await RawAsync($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        // 200 is the page, which stands at every address below /dashboard/.
        Assert.Contains(status, (int[])[200, 301, 302, 400, 401, 404]);
        Assert.DoesNotContain("ConnectionStrings", text);
        Assert.DoesNotContain("PreferredModel", text);
        Assert.DoesNotContain("root:", text);
        Assert.DoesNotContain("\nSet-Cookie: x=1", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AnswersTellBrowsersWhatNotToDo()
    {
        var data = await Service.Read.GetAsync("/api/strategies");
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", data.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", data.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", data.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(data.Headers.Contains("Strict-Transport-Security"));
        Assert.False(data.Headers.Contains("Server"));
        using var wrong = await Service.Read.GetAsync("/api/strategies?surplus=1");
        Assert.Equal("nosniff", wrong.Headers.GetValues("X-Content-Type-Options").Single());
        var page = await Service.Anonymous.GetAsync("/docs/index.html");
        Assert.Equal("DENY", page.Headers.GetValues("X-Frame-Options").Single());
    }

    /// <summary>An answer that is begun anew after a fault has them as well.</summary>
    [Fact]
    public async Task AnswersToFaultsTellBrowsersTheSame()
    {
        await using var service = await TestService.StartAsync();
        await using (var rename = service.Database.CreateCommand("ALTER TABLE trades RENAME TO no_trades"))
            await rename.ExecuteNonQueryAsync();
        using var fault = await service.Read.GetAsync("/api/trades");
        Assert.Equal(HttpStatusCode.InternalServerError, fault.StatusCode);
        Assert.Equal("nosniff", fault.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", fault.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", fault.Headers.GetValues("Content-Security-Policy").Single());
    }

    private async Task<(int Status, string Text)> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(Service.Url).Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        return (int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), text);
    }
}
