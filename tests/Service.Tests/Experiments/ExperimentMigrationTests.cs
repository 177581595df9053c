using System.Text.Json.Nodes;
using LearningActors.Simulation;

namespace LearningActors.Tests.Experiments;

/// <summary>States of the version in which a signal's experiment was a part of its champion's state.</summary>
public sealed class ExperimentMigrationTests
{
    [Fact]
    public async Task WhatRanIsPausedOrWasNotFiledYetIsThereAfterwards()
    {
        await using var service = await OfTheFormerVersionAsync();
        var tests = await service.ExperimentsAsync();
        Assert.Equal(["BUY-2", "SELL-1"], tests.Active.Select(one => one.Experiment.Id));
        Assert.Equal(["BUY-1", "HOLD-1"], tests.History.Select(one => one.Id).Order());

        // The one that runs: its looks, what it dropped, and what blocks it.
        var running = tests.Active[0].Experiment;
        Assert.Equal("v1.3", Assert.Single(running.Dropped));
        Assert.Equal(40, running.Looks[0].Arms[0].Positive);
        Assert.Equal("guardrail_metrics", running.Blocked!.Kind);
        Assert.Equal("Guardrail metrics: latency.", running.Blocked!.Reason);
        var split = (await service.RoutingAsync("BUY")).Experiment!;
        Assert.Equal("BUY-2", split.Id);
        Assert.Equal(["v1.1", "v1.2", "v1.3"], split.Versions);
        Assert.Equal([0.75, 0.25, 0], split.Shares);

        // One that ended before: its record has the kind, too, and answers as a report.
        var ended = (await service.ExperimentAsync("BUY-1")).Experiment;
        Assert.Equal("sample_ratio_mismatch", ended.Blocked!.Kind);
        Assert.Equal("v1.1", ended.Decision!.Winner);

        // What was decided and neither filed nor raised.
        Assert.Equal("v1.4", (await service.ExperimentAsync("HOLD-1")).Experiment.Decision!.Winner);
        Assert.Equal("v1.4", (await service.ChampionAsync("HOLD")).Champion);
        Assert.Equal(
            "promotion/HOLD-1:log",
            await service.ScalarAsync<string>("SELECT string_agg(alert_id || ':' || notifier, ' ') FROM alert_deliveries")
        );
    }

    [Fact]
    public async Task WhatCameFromTheFormerVersionGoesOnAsUsual()
    {
        await using var service = await OfTheFormerVersionAsync();
        await service.PostAsync("/api/admin/llm-ab-tests/BUY-2/pause", new { reason = "The feed is wrong." });
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null((await service.RoutingAsync("BUY")).Experiment);
        Assert.Null((await service.RoutingAsync("SELL")).Experiment);
        await service.PostAsync("/api/admin/llm-ab-tests/SELL-1/resume", new { reason = "It is right again." });
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        // One of its arms was dropped before the pause.
        Assert.Equal([2 / 3.0, 1 / 3.0, 0], (await service.RoutingAsync("SELL")).Experiment!.Shares, (a, b) => Math.Abs(a - b) < 1e-12);
        // The promotion before is taken back by its experiment, which stops the one that is paused.
        var back = await service.CommandAsync("BUY-1/rollback", new { reason = "Readers complain." });
        Assert.Equal("v1.0", back.Champion);
        Assert.Null(back.Experiment);
        Assert.Equal("stopped", (await service.ExperimentAsync("BUY-2")).Experiment.Decision!.Kind);
        // Numbers go on.
        Assert.Equal("BUY-3", await service.StartExperimentAsync("BUY", ("v1.0", 0.5), ("v1.2", 0.5)));
    }

    /// <summary>A service of this version on a database that the former one left.</summary>
    private static async Task<TestService> OfTheFormerVersionAsync()
    {
        string connectionString;
        DrivenClock clock;
        await using (var service = await TestService.StartAsync())
        {
            (connectionString, clock) = (service.ConnectionString, service.Clock);
            await service.AddPromptsAsync("BUY", 3);
            await service.PostAsync(
                "/api/admin/prompts/HOLD",
                new
                {
                    text = "Ask what a sceptic would ask of {signal} for {ticker}, answer it from {indicators}, and mention {confidence}.",
                }
            );
            await WriteAsync(
                service,
                "BUY",
                $$"""
                {"history": [{{Promotion("v1.1", "BUY-1")}}],
                 "holdout": {"former": "v1.0", "seed": "holdout-BUY-1", "share": 0.05, "from": "2026-02-20",
                             "until": "2026-03-05T02:00:00+00:00"},
                 "experiment": {{Running()}}, "experiments": 2, "archived": ["v1.0"], "unfiled": [], "unraised": []}
                """
            );
            await WriteAsync(
                service,
                "SELL",
                $$"""
                {"history": [], "holdout": null, "experiment": {{Paused()}}, "experiments": 1, "archived": [], "unfiled": [],
                 "unraised": []}
                """
            );
            await WriteAsync(
                service,
                "HOLD",
                $$"""
                {"history": [{{Promotion("v1.4", "HOLD-1")}}], "holdout": null, "experiment": null, "experiments": 1, "archived": ["v1.0"],
                 "unfiled": [{{Ended("HOLD", "v1.4", "null")}}],
                 "unraised": [{"id": "promotion/HOLD-1", "kind": "Promotion", "subject": "v1.4 is the champion for HOLD",
                               "message": "Better."}]}
                """
            );
            await using var filed = service.Database.CreateCommand(
                """
                INSERT INTO experiments (id, signal, started_at, ended_at, outcome, winner, record)
                VALUES ('BUY-1', 'BUY', '2026-02-02', '2026-02-19', 'PromotedManually', 'v1.1', $1::jsonb)
                """
            );
            filed.Parameters.AddWithValue(
                Ended("BUY", "v1.1", "\"Sample ratio mismatch: units did not fall on the arms as the split says (p = 2.0e-3).\"")
            );
            await filed.ExecuteNonQueryAsync();
            await service.ScalarAsync<string>("DELETE FROM schema_steps WHERE name = '0012_experiment_grains.sql' RETURNING name");
        }

        return await TestService.StartAsync(connectionString: connectionString, clock: clock);
    }

    private static async Task WriteAsync(TestService service, string signal, string state)
    {
        await using var command = service.Database.CreateCommand(
            """
            INSERT INTO grain_state (service_id, state_name, grain_key, version, state) VALUES ('learning-actors', 'champion', $1, 3,
                $2::jsonb)
            ON CONFLICT (service_id, state_name, grain_key) DO UPDATE SET state = excluded.state, version = excluded.version
            """
        );
        command.Parameters.AddWithValue(signal);
        command.Parameters.AddWithValue(state);
        await command.ExecuteNonQueryAsync();
    }

    private static string Running() =>
        Experiment(
            "BUY-2",
            ["v1.1", "v1.2", "v1.3"],
            "Running",
            """
            "segments": [{"from": "2026-02-24", "to": "2026-02-27", "shares": [0.6, 0.2, 0.2]},
                         {"from": "2026-03-01", "to": null, "shares": [0.75, 0.25, 0]}],
            "dropped": ["v1.3"], "blocked": "Guardrail metrics: latency.", "decision": null
            """
        );

    private static string Paused() =>
        Experiment(
            "SELL-1",
            ["v1.0", "v1.2", "v1.3"],
            "Paused",
            """
            "segments": [{"from": "2026-02-24", "to": "2026-02-27", "shares": [0.6, 0.2, 0.2]}],
            "dropped": ["v1.3"], "blocked": null, "decision": null
            """
        );

    private static string Ended(string signal, string winner, string blocked) =>
        Experiment(
            $"{signal}-1",
            ["v1.0", winner, "v1.2"],
            "Ended",
            $$"""
            "segments": [{"from": "2026-02-03", "to": "2026-02-18", "shares": [0.6, 0.2, 0.2]}], "dropped": [], "blocked": {{blocked}},
            "decision": {"kind": "PromotedManually", "winner": "{{winner}}", "at": "2026-02-19T02:00:00+00:00", "by": "ann",
                         "reason": "Better.", "verdict": null}
            """
        );

    private static string Experiment(string id, string[] arms, string status, string rest)
    {
        double[] shares = [0.6, 0.3, 0.1];
        if (id == "BUY-2")
            shares = [0.6, 0.2, 0.2];
        var plan = new JsonArray([.. arms.Select((arm, i) => new JsonObject { ["version"] = arm, ["share"] = shares[i] })]);
        return $$"""
            {"id": "{{id}}", "plan": {"signal": "{{id.Split('-')[0]}}", "arms": {{plan.ToJsonString()}}, "minDurationDays": 7,
             "metric": "PositiveFeedbackPct", "rule": "GroupSequential", "winnerThreshold": 0.8, "minimumDetectableEffect": 0.1,
             "power": 0.95, "guardrails": {"costRatio": 1.5, "latencyRatio": 1.5, "fallbackRateIncrease": 0.05,
                                             "feedbackRateRatio": 0.7}, "startedBy": "ann"},
             "startedAt": "2026-02-02T02:00:00+00:00", "baseLine": 0.7, "requiredPerArm": 485, "status": "{{status}}",
             "looks": [{"occurrence": "weekly-prompts/2026-03-02", "at": "2026-03-02T02:00:00+00:00", "through": "2026-03-01",
                        "arms": [{{Arm(arms[0])}}, {{Arm(arms[1])}}, {{Arm(arms[2])}}]}],
             {{rest}}}
            """;
    }

    private static string Promotion(string version, string experiment) =>
        $$"""
            {"version": "{{version}}", "former": "v1.0", "at": "2026-02-19T02:00:00+00:00", "by": "ann", "kind": "ManualPromotion",
             "reason": "Better.", "experimentId": "{{experiment}}"}
            """;

    private static string Arm(string version) =>
        $$"""
            {"version": "{{version}}", "explanations": 90, "rated": 60, "votes": 60, "positive": 40, "ratings": 0, "ratingSum": 0,
             "ratingSquareSum": 0, "fallbacks": 0, "costUsd": 0.1, "latencyMsSum": 9000}
            """;
}
