using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Tests.Cli;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Explanations;

/// <summary>An engine says when it made an explanation, and it counts on that day. It is Wednesday, 2026-03-04, noon.</summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() =>
        _service = await TestService.StartAsync(builder => builder.Configuration["Api:MaxBackfillDays"] = "400");

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task ABackfillLandsOnItsDaysAlsoOnThoseThatWereRolledUp()
    {
        await LogAsync(("2026-03-01T10:00:00Z", true));
        await _service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Equal("2026-03-01 1/1", await DaysAsync());
        var state = await _service.LearningStateAsync();
        Assert.Equal(("2026-03-01", 1L), (One(state.Daily), state.TotalExplanations));

        // On a day that is closed, on one that no roll-up has seen, in another offset, and today.
        await LogAsync(
            ("2026-03-01T23:59:59Z", false),
            ("2026-02-27T08:00:00Z", true),
            ("2026-03-01T20:30:00-05:00", true),
            ("2026-03-04T08:00:00Z", true)
        );
        const string Expected = "2026-02-27 1/1; 2026-03-01 2/1; 2026-03-02 1/1; 2026-03-04 1/1";
        Assert.Equal(Expected, await DaysAsync());
        Assert.Equal(5, (await _service.LearningStateAsync()).TotalExplanations);
        var run = await _service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Contains("days rolled up", run.Done[0]);
        Assert.Equal(Expected, await DaysAsync());
        Assert.Equal(
            "2026-02-27 1; 2026-03-01 2; 2026-03-02 1",
            await _service.ScalarAsync<string>(
                "SELECT string_agg(date || ' ' || total_explanations, '; ' ORDER BY date) FROM llm_metrics "
                    + "WHERE date < '2026-03-04' AND total_explanations > 0"
            )
        );
        Assert.Equal(
            ["2026-02-27", "2026-03-01", "2026-03-02", "2026-03-04"],
            (await _service.AnalyticsAsync()).Daily.Where(day => day.TotalExplanations > 0).Select(day => $"{day.Date:yyyy-MM-dd}")
        );
    }

    [Fact]
    public async Task ABackfillCountsInTheExperimentThatRanOnItsDay()
    {
        var version = (await _service.AddPromptsAsync("BUY", 1))[0];
        await _service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        _service.Clock.Advance(TimeSpan.FromDays(1));
        var first = _service.Clock.UtcNow;
        for (var day = 0; day < 3; day++)
            await _service.DayAsync("BUY", ("v1.0", 10, 5), (version, 10, 5));
        Assert.Equal("30/30", await ServedAsync());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Guid.NewGuid(), $"{first:O}", version)).StatusCode);
        _service.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("30/31", await ServedAsync());

        async Task<string> ServedAsync() =>
            string.Join('/', (await _service.ExperimentAsync("BUY-1")).Arms.Select(arm => arm.Summary.TotalExplanations));
    }

    [Fact]
    public async Task WhatIsLoggedAgainKeepsItsDay()
    {
        var id = Guid.NewGuid();
        foreach (var at in new[] { "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z" })
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(id, at)).StatusCode);
        var stored = await _service.GetAsync<ExplanationResponse>($"/api/explanations/{id}");
        Assert.Equal(DateTimeOffset.Parse("2026-03-01T10:00:00Z"), stored.GeneratedAt);
    }

    [Theory]
    [InlineData("2026-03-04T12:04:59Z", null)]
    [InlineData("2026-03-04T12:05:30Z", "in the future")]
    [InlineData("2025-01-28T12:01:00Z", null)]
    [InlineData("2025-01-28T11:59:00Z", "400 days")]
    [InlineData("yesterday", "generated_at")]
    [InlineData("2026-03-01T10:00:00", "generated_at")]
    public async Task WhatIsOutsideOfTheLimitsIsRefusedAndNamed(string at, string? words)
    {
        var answer = await SendAsync(Guid.NewGuid(), at);
        Assert.Equal(words is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        if (words is not null)
        {
            var problem = await Problems.ReadAsync(answer);
            Assert.Contains(words, $"{problem.Errors!["generated_at"][0]} {problem.Detail}");
        }

        Assert.Equal(words is null ? 1 : 0, await _service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Fact]
    public async Task AReplayedFileLandsOnItsDays()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            [
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low.","""
                    + """ "generated_at": "2026-02-20T10:00:00Z", "feedback": {"helpful": true, "session": "s"}}""",
                """{"ticker": "AAPL", "action": "Buy", "confidence": "0.8", "reason": "RSI is low.","""
                    + """ "generated_at": "2026-02-21T10:00:00Z"}""",
                """{"ticker": "AAPL", "action": "Buy", "confidence": "0.8", "reason": "RSI is low.","""
                    + """ "generated_at": "2020-02-21T10:00:00Z"}""",
            ]
        );
        var words = await _service.SendAsync("replay", file);
        Assert.Contains("2 explanations stored", words);
        Assert.Contains("line 3: ", words);
        Assert.Contains("of the last 90 days", words);
        Assert.Equal("2026-02-20 1/1; 2026-02-21 1/0", await DaysAsync());
    }

    private static string One(IEnumerable<DayFigures> days) => $"{days.Single().Date:yyyy-MM-dd}";

    private Task<string> DaysAsync() =>
        _service.ScalarAsync<string>(
            """
            SELECT string_agg(day || ' ' || n || '/' || v, '; ' ORDER BY day)
            FROM (SELECT day, sum(total_explanations) AS n, sum(feedback) AS v FROM llm_tallies GROUP BY day) days
            """
        );

    private async Task LogAsync(params (string At, bool Rated)[] explanations)
    {
        foreach (var (at, rated) in explanations)
        {
            var id = Guid.NewGuid();
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(id, at)).StatusCode);
            if (rated)
                Assert.Equal(HttpStatusCode.OK, (await _service.RateAsync(id, new { helpful = true, session = $"{id}" })).StatusCode);
        }
    }

    private Task<HttpResponseMessage> SendAsync(Guid id, string at, string version = "v1.0") =>
        _service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            new
            {
                explanation_id = id,
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                explanation = "RSI is low.",
                prompt_version = version,
                generated_at = at,
            }
        );
}
