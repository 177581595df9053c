using System.Net;
using System.Text.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Experiments;

/// <summary>What may not be asked of experiments, and what it is told.</summary>
public sealed class ExperimentEndpointTests : IAsyncLifetime
{
    private TestService _service = null!;
    private string[] _versions = [];

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _versions = await _service.AddPromptsAsync("BUY", 3);
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("""{"v1.0": 0.5, "v1.1": 0.6}""", "traffic_split", "The shares add up to 1.1; expected 1.")]
    [InlineData("""{"v1.0": 0.5, "v7.7": 0.5}""", "traffic_split", "The prompt version 'v7.7' is unknown.")]
    [InlineData("""{"v1.1": 0.5, "v1.2": 0.5}""", "traffic_split", "The champion v1.0 must be one of the arms.")]
    [InlineData("""{"v1.0": 0.5, "v1.1": "half"}""", "traffic_split.v1.1", "Expected a share of more than 0 and less than 1.")]
    [InlineData("""[0.5, 0.5]""", "traffic_split", "Expected a JSON object, not an array.")]
    [InlineData("""{}""", "traffic_split", "An experiment has 2 to 10 arms, not 0.")]
    public async Task ASplitThatCannotBeIsRefused(string split, string field, string message)
    {
        var body = JsonSerializer.Deserialize<JsonElement>($$"""{"signal": "BUY", "traffic_split": {{split}} }""");
        Assert.Equal(message, await _service.RefusedAsync("/api/admin/llm-ab-tests", body, HttpStatusCode.BadRequest, field));
        Assert.Empty((await _service.ExperimentsAsync()).Active);
    }

    [Fact]
    public async Task OtherFieldsAreCheckedToo()
    {
        var split = new Dictionary<string, double> { ["v1.0"] = 0.5, ["v1.1"] = 0.5 };
        Assert.Contains(
            "from 7 to 365",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests",
                new
                {
                    signal = "BUY",
                    traffic_split = split,
                    min_duration_days = 6,
                },
                HttpStatusCode.BadRequest,
                "min_duration_days"
            )
        );
        Assert.Contains(
            "one of group_sequential, chi_square, anytime",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests",
                new
                {
                    signal = "BUY",
                    traffic_split = split,
                    decision_rule = "t_test",
                },
                HttpStatusCode.BadRequest,
                "decision_rule"
            )
        );
        Assert.Contains(
            "one of positive_feedback_pct, avg_rating",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests",
                new
                {
                    signal = "BUY",
                    traffic_split = split,
                    success_metric = 1,
                },
                HttpStatusCode.BadRequest,
                "success_metric"
            )
        );
        Assert.Contains(
            "BUY, SELL, HOLD",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests",
                new { signal = "WAIT", traffic_split = split },
                HttpStatusCode.BadRequest,
                "signal"
            )
        );
        Assert.Contains(
            "Required",
            await _service.RefusedAsync("/api/admin/llm-ab-tests", new { signal = "BUY" }, HttpStatusCode.BadRequest, "traffic_split")
        );
        Assert.Contains("1 to 500", (await (await _service.Read.GetAsync("/api/admin/llm-ab-tests?limit=x")).Content.ReadAsStringAsync()));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await TestService.PostTextAsync(_service.Read, "/api/admin/llm-ab-tests", "{}")).StatusCode
        );
        Assert.Equal(HttpStatusCode.Unauthorized, (await _service.Anonymous.GetAsync("/api/admin/llm-ab-tests")).StatusCode);
    }

    [Fact]
    public async Task OneExperimentRunsForASignalAtATime()
    {
        await StartAsync();
        Assert.Contains(
            "BUY-1 runs for BUY already",
            await _service.RefusedAsync("/api/admin/llm-ab-tests", Plan(), HttpStatusCode.Conflict, "signal")
        );
        Assert.Single((await _service.ExperimentsAsync()).Active);
    }

    [Fact]
    public async Task WhatIsPausedIsNotPromoted()
    {
        await StartAsync();
        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/pause", new { reason = "The feed is wrong." });
        Assert.Contains(
            "BUY-1 is paused",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests/BUY-1/promote",
                new { version = "v1.1", reason = "x" },
                HttpStatusCode.Conflict,
                "id"
            )
        );
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        var routing = await _service.RoutingAsync("BUY");
        Assert.Null(routing.Experiment);
        // A cycle finds it paused and neither decides nor starts another.
        _service.Clock.Advance(TimeSpan.FromDays(8));
        var run = await _service.RunCycleAsync("weekly-prompts");
        Assert.Equal("BUY: BUY-1 is paused.", run.Done[0]);
        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/resume", new { reason = "It is mended." });
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("BUY-1", (await _service.RoutingAsync("BUY")).Experiment!.Id);
    }

    [Fact]
    public async Task APersonPromotesStopsAndRollsBackAndEachIsAudited()
    {
        await StartAsync();
        Assert.Contains(
            "v1.3 is not an arm of BUY-1",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests/BUY-1/promote",
                new { version = "v1.3", reason = "x" },
                HttpStatusCode.Conflict,
                "version"
            )
        );
        Assert.Contains(
            "champion already",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests/BUY-1/promote",
                new { version = "v1.0", reason = "x" },
                HttpStatusCode.Conflict,
                "version"
            )
        );
        Assert.Contains(
            "Required",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests/BUY-1/promote",
                new { version = "v1.1" },
                HttpStatusCode.BadRequest,
                "reason"
            )
        );
        var promoted = await _service.CommandAsync("BUY-1/promote", new { version = "v1.1", reason = "The desk prefers it." });
        Assert.Equal("v1.1", promoted.Champion);
        Assert.Equal("manual_promotion", promoted.History[0].Kind);

        // Ended: nothing more can be done to it but take it back; and the archived arm is not tried again.
        await _service.RefusedAsync("/api/admin/llm-ab-tests/BUY-1/stop", new { reason = "x" }, HttpStatusCode.Conflict, "id");
        Assert.Contains(
            "'v1.0' is archived",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests",
                new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.1"] = 0.5, ["v1.0"] = 0.5 } },
                HttpStatusCode.BadRequest,
                "traffic_split"
            )
        );

        // What was promoted is compared with what was there before; nothing else is tried until somebody ends that.
        var next = new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.1"] = 0.5, ["v1.2"] = 0.5 } };
        Assert.Contains(
            "v1.1 is compared with v1.0, the champion before it, until",
            await _service.RefusedAsync("/api/admin/llm-ab-tests", next, HttpStatusCode.Conflict, "signal")
        );
        var certain = await _service.PostAsync<ChampionStatus>("/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
        Assert.Equal(("v1.1", null), (certain.Champion, certain.Holdout));
        Assert.Contains(
            "No promotion for BUY is compared",
            await _service.RefusedAsync("/api/admin/prompts/BUY/holdout/end", new { reason = "x" }, HttpStatusCode.Conflict, "signal")
        );
        await _service.PostAsync("/api/admin/llm-ab-tests", next);
        Assert.Contains(
            "BUY-2 did not make the present champion; BUY-1 did",
            await _service.RefusedAsync("/api/admin/llm-ab-tests/BUY-2/rollback", new { reason = "x" }, HttpStatusCode.Conflict, "id")
        );
        var back = await _service.CommandAsync("BUY-1/rollback", new { reason = "Readers complain." });
        Assert.Equal("v1.0", back.Champion);
        Assert.Null(back.Experiment);
        Assert.Equal("stopped", (await _service.ExperimentAsync("BUY-2")).Experiment.Decision!.Kind);
        Assert.Contains(
            "v1.0 is the first champion",
            await _service.RefusedAsync("/api/admin/prompts/BUY/rollback", new { reason = "x" }, HttpStatusCode.Conflict, "signal")
        );

        Assert.Equal(
            "experiment.start experiment.promote experiment.start experiment.rollback",
            await _service.ScalarAsync<string>(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entries WHERE action LIKE 'experiment%'"
            )
        );
    }

    [Theory]
    [InlineData("BUY-9")]
    [InlineData("WAIT-1")]
    [InlineData("nonsense")]
    public async Task AnUnknownExperimentIsNotFound(string id)
    {
        foreach (var command in new[] { "stop", "pause", "resume", "rollback" })
            Assert.Contains(
                id,
                await _service.RefusedAsync($"/api/admin/llm-ab-tests/{id}/{command}", new { reason = "x" }, HttpStatusCode.NotFound, "id")
            );
        Assert.Equal(HttpStatusCode.NotFound, (await _service.Read.GetAsync($"/api/admin/llm-ab-tests/{id}")).StatusCode);
    }

    [Fact]
    public async Task ADroppedArmIsNotPromotedByHand()
    {
        await StartAsync();
        _service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 3; day++)
            await _service.DayAsync("BUY", ("v1.0", 60, 50), ("v1.1", 60, 5));
        await _service.RunCycleAsync("nightly-experiments");
        Assert.Contains(
            "v1.1 is archived",
            await _service.RefusedAsync(
                "/api/admin/llm-ab-tests/BUY-1/promote",
                new { version = "v1.1", reason = "x" },
                HttpStatusCode.Conflict,
                "version"
            )
        );
    }

    [Fact]
    public async Task AStateSurvivesARestart()
    {
        await StartAsync();
        await using var again = await RestartAsync();
        Assert.Equal("BUY-1", (await again.ExperimentsAsync()).Active[0].Experiment!.Id);
        Assert.Equal("BUY-1", (await again.GetAsync<AssignmentResponse>("/api/prompts/BUY/assignment?unit=u")).ExperimentId);
        await again.RefusedAsync("/api/admin/llm-ab-tests", Plan(), HttpStatusCode.Conflict, "signal");
    }

    private static object Plan() =>
        new
        {
            signal = "BUY",
            traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, ["v1.1"] = 0.5 },
            vote_window_days = 0,
        };

    private Task<JsonElement> StartAsync() => _service.PostAsync("/api/admin/llm-ab-tests", Plan());

    private async Task<TestService> RestartAsync()
    {
        await _service.DisposeAsync();
        return await TestService.StartAsync(connectionString: _service.ConnectionString, clock: _service.Clock);
    }
}
