using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Access;

/// <summary>A web page rates by a token, and does nothing else by it.</summary>
public sealed class RatingTokenTests : IAsyncLifetime
{
    private const string Origin = "https://desk.example";
    private TestService _service = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() =>
        _service = await TestService.StartAsync(builder => builder.Configuration["Api:PageOrigins"] = Origin);

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task APageReadsAndRatesWhatItsTokenIsFor()
    {
        var ids = await _service.LogAsync(2);
        var token = await TokenAsync(ids[0]);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(token, HttpMethod.Get, $"/api/explanations/{ids[0]}"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(token, HttpMethod.Post, $"/api/feedback/{ids[0]}", new { helpful = true }));
        // Sent again it is the same vote, and so is the engine's for the same rater.
        Assert.Equal(HttpStatusCode.OK, await SendAsync(token, HttpMethod.Post, $"/api/feedback/{ids[0]}", new { rating = 5 }));
        Assert.Equal(HttpStatusCode.OK, (await _service.RateAsync(ids[0], new { helpful = true, session = "a8c1" })).StatusCode);
        Assert.Equal(1, await _service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback"));

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(token, HttpMethod.Get, $"/api/explanations/{ids[1]}"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(token, HttpMethod.Post, $"/api/feedback/{ids[1]}", new { helpful = true }));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await SendAsync(token, HttpMethod.Post, $"/api/feedback/{ids[0]}", new { helpful = true, session = "another" })
        );
        foreach (var path in new[] { "/api/strategies", "/api/admin/llm-analytics", "/api/people", "/api/session/sessions" })
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(token, HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(token, HttpMethod.Post, "/api/feedback", Array.Empty<object>()));
    }

    [Fact]
    public async Task AForgedTokenIsRefused()
    {
        var id = (await _service.LogAsync(1))[0];
        var token = await TokenAsync(id);
        var forged = new[]
        {
            token[..^4],
            token[..^8] + (token[^8] == 'A' ? 'B' : 'A') + token[^7..],
            token[..8] + (token[8] == 'A' ? 'B' : 'A') + token[9..],
            token[..60] + (token[60] == 'A' ? 'B' : 'A') + token[61..],
            $"lrt_{token}",
            "lrt_",
            "lrt_AAAA",
            "lrt_e30.e30",
            $"lrt_{new string('A', 10_000)}",
        };
        foreach (var one in forged)
            Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(one, HttpMethod.Get, $"/api/explanations/{id}"));
    }

    [Fact]
    public async Task ATokenEndsWithTheKeyThatItComesFrom()
    {
        var id = (await _service.LogAsync(1))[0];
        var made = await Browser.ReadAsync<MadeKey>(
            await _service.Admin.PostAsJsonAsync("/api/keys", new { name = "card-server", scopes = new[] { "engine" } })
        );
        var token = await TokenAsync(id, made.Key);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(token, HttpMethod.Get, $"/api/explanations/{id}"));
        await _service.Admin.DeleteAsync("/api/keys/card-server");
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(token, HttpMethod.Get, $"/api/explanations/{id}"));
        // Another key of the name does not bring it back.
        await _service.Admin.PostAsJsonAsync("/api/keys", new { name = "card-server", scopes = new[] { "engine" } });
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(token, HttpMethod.Get, $"/api/explanations/{id}"));
    }

    [Fact]
    public async Task WhoReadsATokenLearnsNothingOfTheRater()
    {
        var id = (await _service.LogAsync(1))[0];
        await _service.RateAsync(id, new { helpful = true, session = "a8c1" });
        var session = await _service.ScalarAsync<Guid>("SELECT user_session FROM llm_feedback");
        var token = (await TokenAsync(id))[4..];
        var text = System.Text.Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token));
        Assert.DoesNotContain($"{session}", text);
        Assert.DoesNotContain($"{id}", text);
    }

    [Theory]
    [InlineData(Origin, "/api/feedback/0193a7a2-5d53-7e70-9f0c-6a4c54d1b111", true)]
    [InlineData("https://evil.example", "/api/feedback/0193a7a2-5d53-7e70-9f0c-6a4c54d1b111", false)]
    [InlineData(Origin, "/api/strategies", false)]
    [InlineData(Origin, "/api/session", false)]
    public async Task OnlyListedPagesMayCallAndOnlyToRate(string origin, string path, bool isAllowed)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        var answer = await _service.Anonymous.SendAsync(preflight);
        Assert.Equal(isAllowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) && allowed.Single() == origin);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    private async Task<string> TokenAsync(Guid explanation, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rating-tokens")
        {
            Content = JsonContent.Create(new { explanation_ids = new[] { explanation }, rater = "a8c1" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? _service.Keys.Engine);
        return (await Browser.ReadAsync<RatingTokenResponse>(await _service.Anonymous.SendAsync(request))).Token;
    }

    private async Task<HttpStatusCode> SendAsync(string token, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return (await _service.Anonymous.SendAsync(request)).StatusCode;
    }
}
