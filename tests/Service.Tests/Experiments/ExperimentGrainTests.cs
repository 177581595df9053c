using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Cycles;
using LearningActors.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Experiments;

/// <summary>One experiment at a time, and what is known of it after its end.</summary>
public sealed class ExperimentGrainTests : IAsyncLifetime
{
    private TestService _service = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        await _service.AddPromptsAsync("BUY", 3);
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task StartsAtTheSameTimeGiveOneExperiment()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => _service.Admin.PostAsJsonAsync("/api/admin/llm-ab-tests", Plan()))
        );
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        var active = (await _service.ExperimentsAsync()).Active;
        Assert.Equal("BUY-1", Assert.Single(active).Experiment.Id);
        Assert.Equal(1, await _service.ScalarAsync<int>("SELECT count(*)::integer FROM grain_state WHERE state_name = 'experiment'"));
        Assert.Equal(
            "1",
            await _service.ScalarAsync<string>("SELECT state ->> 'experiments' FROM grain_state WHERE state_name = 'champion'")
        );
    }

    [Fact]
    public async Task AfterItsEndItAnswersWithTheFiguresOfItsDecision()
    {
        await StartAsync();
        _service.Clock.Advance(TimeSpan.FromDays(1));
        var late = await _service.LogAsync(5, version: "v1.1");
        await _service.DayAsync("BUY", ("v1.0", 20, 11), ("v1.1", 20, 17));
        var running = await _service.ExperimentAsync("BUY-1");
        Assert.Equal("running", running.Experiment.Status);
        Assert.Equal(["20/11", "20/17"], Votes(running));

        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version = "v1.1", reason = "Better." });
        foreach (var id in late)
            await _service.RateAsync(id, new { helpful = false, session = $"{id}" });
        _service.Clock.Advance(TimeSpan.FromDays(3));
        var ended = await _service.ExperimentAsync("BUY-1");
        Assert.Equal(["20/11", "20/17"], Votes(ended));
        Assert.Equal(("promoted_manually", "v1.1"), (ended.Experiment.Decision!.Kind, ended.Experiment.Decision!.Winner));
        Assert.Equal(ended.Experiment.Decision!.At, ended.AsOf);

        // A new activation has them from its state.
        await using var again = await RestartAsync();
        Assert.Equal(["20/11", "20/17"], Votes(await again.ExperimentAsync("BUY-1")));
    }

    [Fact]
    public async Task WhatWasPausedGoesOnWithTheArmsThatAreLeft()
    {
        await _service.PostAsync(
            "/api/admin/llm-ab-tests",
            new
            {
                signal = "BUY",
                traffic_split = new Dictionary<string, double>
                {
                    ["v1.0"] = 0.4,
                    ["v1.1"] = 0.3,
                    ["v1.2"] = 0.3,
                },
                vote_window_days = 0,
            }
        );
        _service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 3; day++)
            await _service.DayAsync("BUY", ("v1.0", 60, 45), ("v1.1", 60, 46), ("v1.2", 60, 5));
        await _service.RunCycleAsync(CycleNames.NightlyExperiments);
        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/pause", new { reason = "The feed is wrong." });
        // Again, as one would who got no answer.
        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/pause", new { reason = "The feed is wrong." });
        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/resume", new { reason = "It is right again." });
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        var split = (await _service.RoutingAsync("BUY")).Experiment!;
        Assert.Equal([0.571, 0.429, 0], split.Shares.Select(share => Math.Round(share, 3)));
        // The start, the dropped arm, the pause and the end of the pause.
        Assert.Equal(4, (await _service.ChampionAsync("BUY")).Experiment!.Revision);
        Assert.Equal(
            "4",
            await _service.ScalarAsync<string>("SELECT state ->> 'confirmedRevision' FROM grain_state WHERE state_name = 'experiment'")
        );
    }

    [Fact]
    public async Task OnlyDaysThatChangedAreReadAgain()
    {
        await StartAsync();
        _service.Clock.Advance(TimeSpan.FromDays(1));
        var first = await _service.LogAsync(4, version: "v1.1");
        for (var day = 0; day < 4; day++)
            await _service.DayAsync("BUY", ("v1.0", 10, 6), ("v1.1", 10, 7));
        var ledger = _service.Services.GetRequiredService<IExperimentLedger>();
        var (from, today) = (new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 9));
        var since = _service.Clock.UtcNow;
        Assert.Equal(8, (await ReadAsync(null)).Length);
        Assert.Empty(await ReadAsync(since));

        // A vote on the first of the closed days.
        _service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await _service.RateAsync(first[0], new { helpful = true, session = "late" })).StatusCode);
        var changed = await ReadAsync(since);
        Assert.Equal([new DateOnly(2026, 3, 5)], changed.Select(day => day.Day).Distinct());
        Assert.Equal(2, changed.Length);
        var whole = await ReadAsync(null);
        Assert.All(changed, day => Assert.Contains(day, whole));
        Assert.Equal(11, changed.Single(day => day.Version == "v1.1").Tally.Votes);
        Assert.Equal(["40/24", "41/29"], Votes(await _service.ExperimentAsync("BUY-1")));

        // What is open is always read.
        await _service.LogAsync(1, version: "v1.0");
        Assert.Contains(today, (await ReadAsync(since)).Select(day => day.Day));

        async Task<ArmDay[]> ReadAsync(DateTimeOffset? changedSince) =>
            [.. await ledger.ReadArmDaysAsync(SignalType.Buy, ["v1.0", "v1.1"], from, today, 5, [], changedSince)];
    }

    [Fact]
    public async Task ARollbackOfTheSignalIsThatOfItsLastPromotion()
    {
        await StartAsync();
        await _service.PostAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version = "v1.1", reason = "Better." });
        await _service.PostAsync("/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
        await _service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.1"] = 0.5, ["v1.2"] = 0.5 } }
        );
        var back = await _service.PostAsync<Client.ChampionStatus>("/api/admin/prompts/BUY/rollback", new { reason = "Readers complain." });
        Assert.Equal("v1.0", back.Champion);
        Assert.Null(back.Experiment);
        var stopped = (await _service.ExperimentAsync("BUY-2")).Experiment.Decision!;
        Assert.Equal(("stopped", "The champion v1.1 was rolled back."), (stopped.Kind, stopped.Reason));
        Assert.Contains("rollback/BUY-1", (await _service.AlertsAsync()).Select(one => one.Id));
        Assert.Contains(
            "v1.0 is the first champion for BUY",
            await _service.RefusedAsync("/api/admin/llm-ab-tests/BUY-1/rollback", new { reason = "x" }, HttpStatusCode.Conflict, "id")
        );
    }

    private static object Plan() =>
        new
        {
            signal = "BUY",
            traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, ["v1.1"] = 0.5 },
            vote_window_days = 0,
        };

    private static string[] Votes(Client.ExperimentReport report) =>
        [.. report.Arms.Select(arm => arm.Summary.PositiveFeedback).Select(positive => $"{positive.N}/{positive.Count}")];

    private Task<JsonElement> StartAsync() => _service.PostAsync("/api/admin/llm-ab-tests", Plan());

    private async Task<TestService> RestartAsync()
    {
        await _service.DisposeAsync();
        return await TestService.StartAsync(connectionString: _service.ConnectionString, clock: _service.Clock);
    }
}
