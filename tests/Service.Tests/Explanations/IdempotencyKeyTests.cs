using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Explanations;

/// <summary>With an Idempotency-Key a signal is explained once, however often the request is sent.</summary>
public sealed class IdempotencyKeyTests : IAsyncLifetime
{
    private const string Request =
        """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.85, "indicators": {"rsi": 28.5, "a": {"y": 2, "x": 3}}, "session": "s1"}""";
    private OpenAiServer _model = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _model = await OpenAiServer.StartAsync();
        _service = await TestService.StartAsync(environment: _model.Environment);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task TheSameRequestHasTheSameAnswerAlsoLaterAndAfterARestart()
    {
        var first = await TextAsync("key-1");
        _service.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(first, await TextAsync("key-1"));
        await _service.DisposeAsync();
        _service = await TestService.StartAsync(
            environment: _model.Environment,
            connectionString: _service.ConnectionString,
            clock: _service.Clock
        );
        Assert.Equal(first, await TextAsync("key-1"));
        Assert.Single(_model.Requests);
        Assert.Equal(1, await CountAsync());
        Assert.NotEqual(first, await TextAsync("key-2"));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task TwentyAtOnceAreOneExplanationThatIsPaidOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TextAsync("herd")));
        var answer = JsonSerializer.Deserialize<ExplanationResponse>(Assert.Single(answers.Distinct()), ClientJson.Options)!;
        Assert.False(answer.Cached);
        Assert.Single(_model.Requests);
        Assert.Equal(1, await CountAsync());
        Assert.Equal(0.00006m, await _service.ScalarAsync<decimal>("SELECT sum(cost_usd) FROM llm_explanations"));
    }

    [Fact]
    public async Task TheSameValuesInOtherWordsAreTheSameRequest()
    {
        var first = await TextAsync("key");
        Assert.Equal(
            first,
            await TextAsync(
                "key",
                """
                {"session": "s1", "indicators": {"a": {"x": 3.0, "y": 2e0}, "rsi": 28.50}, "confidence": 0.850, "signal": "buy",
                "ticker": "aapl"}
                """
            )
        );
    }

    [Theory]
    [InlineData(""" "ticker": "AAPL" """, """ "ticker": "MSFT" """)]
    [InlineData(""" "signal": "BUY" """, """ "signal": "SELL" """)]
    [InlineData("0.85", "0.8500001")]
    [InlineData("28.5", "28.6")]
    [InlineData(""" "session": "s1" """, """ "session": "s2" """)]
    public async Task AnotherRequestWithTheKeyIsRefusedAndNamesTheHeader(string part, string other)
    {
        await TextAsync("key");
        var refused = await SendAsync("key", Request.Replace(part.Trim(), other.Trim(), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Idempotency-Key", await Problems.FieldAsync(refused));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task AKeyBelongsToWhoSentIt()
    {
        var first = await TextAsync("key");
        var other = await SendAsync("key", Request, _service.Admin);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(first, await other.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("two words", 1)]
    [InlineData("k", 201)]
    public async Task AMalformedKeyIsRefusedAndNothingIsExplained(string part, int times)
    {
        var refused = await SendAsync(string.Concat(Enumerable.Repeat(part, times)), Request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Idempotency-Key", await refused.Content.ReadAsStringAsync());
        Assert.Empty(_model.Requests);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task TheOpenApiDocumentShowsTheHeader()
    {
        var document = await _service.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var explain = document.GetProperty("paths").GetProperty("/api/explanations").GetProperty("post");
        var header = Assert.Single(
            explain.GetProperty("parameters").EnumerateArray(),
            one => one.GetProperty("in").GetString() == "header"
        );
        Assert.Equal(
            ("Idempotency-Key", 200),
            (header.GetProperty("name").GetString(), header.GetProperty("schema").GetProperty("maxLength").GetInt32())
        );
        Assert.True(explain.GetProperty("responses").TryGetProperty("422", out _));
    }

    private Task<long> CountAsync() => _service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations");

    private async Task<string> TextAsync(string key, string request = Request)
    {
        var response = await SendAsync(key, request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string request, HttpClient? client = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/explanations")
        {
            Content = new StringContent(request, Encoding.UTF8, "application/json"),
        };
        message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await (client ?? _service.Engine).SendAsync(message);
    }
}
