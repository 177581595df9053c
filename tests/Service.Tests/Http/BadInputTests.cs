using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LearningActors.Client;

namespace LearningActors.Tests.Http;

/// <summary>Bad input is answered with problem details that name the field, and nothing is stored.</summary>
public sealed class BadInputTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Explanations = "/api/explanations";
    private const string Log = "/api/explanations/log";

    private TestService Service => fixture.Service;

    public static TheoryData<string, string, string> Bodies =>
        new()
        {
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5""", "confidence" },
            { Explanations, "", "body" },
            { Explanations, "[1, 2]", "body" },
            { Explanations, """{"signal": "BUY", "confidence": 0.5}""", "ticker" },
            { Explanations, """{"ticker": 5, "signal": "BUY", "confidence": 0.5}""", "ticker" },
            { Explanations, $$"""{"ticker": "{{new string('A', 200)}}", "signal": "BUY", "confidence": 0.5}""", "ticker" },
            { Explanations, """{"ticker": "A B", "signal": "BUY", "confidence": 0.5}""", "ticker" },
            { Explanations, """{"ticker": "AAPL", "signal": "SHORT", "confidence": 0.5}""", "signal" },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": 85}""", "confidence" },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": NaN}""", "confidence" },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": "NaN"}""", "confidence" },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": 1e999}""", "confidence" },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "indicators": [1]}""", "indicators" },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "indicators": {"rsi": 1e999}}""", "indicators.rsi" },
            {
                Explanations,
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "indicators": {"a": {"b": {"c": {"d": {"e": 1}}}}}}""",
                "indicators.a.b.c.d.e"
            },
            { Explanations, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "indicators": {"x": "\u0000"}}""", "indicators.x" },
            {
                Explanations,
                $$"""{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "session": "{{new string('s', 201)}}"}""",
                "session"
            },
            { Log, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "bad\u0000"}""", "explanation" },
            { Log, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "\ud800"}""", "explanation" },
            {
                Log,
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "ok", "explanation_id": "7"}""",
                "explanation_id"
            },
            {
                Log,
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "ok", "factors": [{"impact": "positive"}]}""",
                "factors[0].name"
            },
            { Log, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "ok", "cost_usd": -1}""", "cost_usd" },
            { Log, """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "ok", "latency_ms": 1.5}""", "latency_ms" },
            { Log, "[]", "body" },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task ABadExplanationIsNamedAndNotStored(string path, string body, string field)
    {
        var before = await Service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations");
        await AssertProblemAsync(await TestService.PostTextAsync(Service.Engine, path, body), HttpStatusCode.BadRequest, field);
        Assert.Equal(before, await Service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Theory]
    [InlineData("{}", "helpful")]
    [InlineData("""{"helpful": "yes"}""", "helpful")]
    [InlineData("""{"helpful": 1}""", "helpful")]
    [InlineData("""{"rating": 0}""", "rating")]
    [InlineData("""{"rating": 6}""", "rating")]
    [InlineData("""{"rating": 4.5}""", "rating")]
    [InlineData("""{"rating": 4, "comment": 7}""", "comment")]
    [InlineData("""{"rating": 4, "comment": "\u0000"}""", "comment")]
    [InlineData("""{"rating": 4, "session": ""}""", "session")]
    [InlineData("""{"rating": 4, "feedback_type": "robot"}""", "feedback_type")]
    [InlineData("""{"rating": }""", "rating")]
    [InlineData("null", "body")]
    public async Task ABadVoteIsNamedAndNotStored(string body, string field)
    {
        var id = (await Service.LogAsync(1))[0];
        await AssertProblemAsync(
            await TestService.PostTextAsync(Service.Engine, $"/api/feedback/{id}", body),
            HttpStatusCode.BadRequest,
            field
        );
        Assert.Equal(0, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
    }

    [Fact]
    public async Task AMalformedItemOfAnArrayDoesNotHarmTheOthers()
    {
        var (first, last) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var answer = await TestService.PostTextAsync(
            Service.Engine,
            Log,
            $$"""
            [
              {"explanation_id": "{{first}}", "ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "ok"},
              {"ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanaton": "ok"},
              7,
              {"explanation_id": "{{last}}", "ticker": "AAPL", "signal": "BUY", "confidence": 0.5, "explanation": "ok"}
            ]
            """
        );
        var logged = (await answer.Content.ReadFromJsonAsync<ItemsResponse<LoggedExplanation>>(ClientJson.Options))!;
        Assert.Equal((2, 2), (logged.Stored, logged.Refused));
        Assert.Equal(
            ["0 200 True", "1 400 False", "2 400 False", "3 200 True"],
            logged.Results.Select(result => $"{result.Index} {result.Status} {result.Stored}")
        );
        var errors = logged.Results[1].Errors!;
        Assert.Contains("Did you mean \"explanation\"?", errors["explanaton"][0]);
        Assert.Contains("Required", errors["explanation"][0]);
        Assert.Contains("body", logged.Results[2].Errors!.Keys);

        var voted = await Service.Engine.PostAsJsonAsync(
            "/api/feedback",
            new object[]
            {
                new { explanation_id = first, rating = 9 },
                new { explanation_id = last, rating = 4 },
                new { explanation_id = Guid.NewGuid(), rating = 4 },
            }
        );
        var votes = (await voted.Content.ReadFromJsonAsync<ReceivedManyResponse>(ClientJson.Options))!;
        Assert.Equal(
            ["0 400 False", "1 200 True", "2 404 False"],
            votes.Results.Select(result => $"{result.Index} {result.Status} {result.Received}")
        );
        Assert.Equal(
            1,
            await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id IN ('{first}', '{last}')")
        );
    }

    [Fact]
    public async Task ACommentOfMoreThanTwoThousandCharactersIsRefused()
    {
        var id = (await Service.LogAsync(1))[0];
        await AssertProblemAsync(
            await Service.RateAsync(id, new { rating = 4, comment = new string('x', 2001) }),
            HttpStatusCode.BadRequest,
            "comment"
        );
        Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(id, new { rating = 4, comment = new string('x', 2000) })).StatusCode);
    }

    [Fact]
    public async Task BytesThatAreNoUtf8AreRefused()
    {
        var id = (await Service.LogAsync(1))[0];
        using var content = new ByteArrayContent([.. """{"helpful":true,"comment":" """u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await AssertProblemAsync(await Service.Engine.PostAsync($"/api/feedback/{id}", content), HttpStatusCode.BadRequest, "comment");
    }

    [Fact]
    public async Task AnOversizedBodyIsRefused()
    {
        var id = (await Service.LogAsync(1))[0];
        await AssertProblemAsync(
            await TestService.PostTextAsync(Service.Engine, $"/api/feedback/{id}", new string(' ', 100_000)),
            HttpStatusCode.RequestEntityTooLarge,
            "body"
        );
        await AssertProblemAsync(
            await Service.Engine.PostAsJsonAsync("/api/feedback", Enumerable.Repeat(new { explanation_id = id, helpful = true }, 1001)),
            HttpStatusCode.BadRequest,
            "body"
        );
    }

    [Fact]
    public async Task UnknownAndMalformedIdsAreNamed()
    {
        await AssertProblemAsync(
            await Service.RateAsync(Guid.NewGuid(), new { helpful = true }),
            HttpStatusCode.NotFound,
            "explanation_id"
        );
        await AssertProblemAsync(
            await Service.Engine.GetAsync($"/api/explanations/{Guid.NewGuid()}"),
            HttpStatusCode.NotFound,
            "explanation_id"
        );
        await AssertProblemAsync(await Service.Engine.GetAsync("/api/explanations/seven"), HttpStatusCode.BadRequest, "explanation_id");
        await AssertProblemAsync(
            await TestService.PostTextAsync(Service.Engine, "/api/feedback/seven", """{"helpful": true}"""),
            HttpStatusCode.BadRequest,
            "explanation_id"
        );
    }

    [Theory]
    [InlineData("/api/admin/llm-analytics?days=0", "days")]
    [InlineData("/api/admin/llm-analytics?days=91", "days")]
    [InlineData("/api/admin/llm-analytics?days=abc", "days")]
    [InlineData("/api/signals/AAPL/SHORT", "signal")]
    [InlineData("/api/signals/A%20B/BUY", "ticker")]
    [InlineData("/api/prompts/SHORT/assignment?unit=1", "signal")]
    [InlineData("/api/prompts/BUY/assignment", "unit")]
    public async Task ABadQueryIsNamed(string path, string field) =>
        await AssertProblemAsync(await Service.Admin.GetAsync(path), HttpStatusCode.BadRequest, field);

    [Fact]
    public async Task AnUnknownPathIsAProblemToo()
    {
        var response = await Service.Engine.GetAsync("/api/nothing");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string field)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(field, Problem.Read(text)!.Errors!.Keys);
        Assert.False(Encoding.UTF8.GetBytes(text).Contains((byte)0));
    }
}
