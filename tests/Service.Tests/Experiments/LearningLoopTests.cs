using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Experiments;
using LearningActors.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Experiments;

/// <summary>The service changes its own prompts: from the model's variants to a promotion, and back when it turns out worse.</summary>
public sealed class LearningLoopTests
{
    [Fact]
    public async Task VariantsAreWrittenTriedPromotedAndRolledBackWhenTheyTurnOutWorse()
    {
        await using var model = await PromptWriter.StartAsync();
        // A Monday, 02:30 UTC.
        await using var service = await TestService.StartAsync(
            environment: model.Environment,
            clock: new DrivenClock(new DateTimeOffset(2026, 3, 2, 2, 30, 0, TimeSpan.Zero))
        );

        // First week: nothing runs, so variants are written and an experiment starts for each signal.
        var first = await service.RunCycleAsync(CycleNames.WeeklyPrompts);
        Assert.Equal(6, first.Done.Count);
        Assert.Equal(3, model.Requests.Count(PromptWriter.WantsVariants));
        var active = (await service.ExperimentsAsync()).Active;
        Assert.Equal(["BUY-1", "SELL-1", "HOLD-1"], active.Select(one => one.Experiment.Id));
        Assert.Equal(["v1.0", "v1.1", "v1.2", "v1.3"], active[0].Arms.Select(arm => arm.Version));
        Assert.All(active[0].Arms, arm => Assert.Equal(0.25, arm.Share));

        // Engines and the service itself assign alike.
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var explained = await service.ExplainAsync("AAPL");
        var assignment = await service.GetAsync<AssignmentResponse>($"/api/prompts/BUY/assignment?unit={explained.ExplanationId}");
        Assert.Equal(explained.PromptVersion, assignment.PromptVersion);
        Assert.Equal("BUY-1", assignment.ExperimentId);

        // Two weeks: v1.2 is much better, v1.3 much worse, the nights watch. Votes have five days.
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 12; day++)
        {
            await service.DayAsync("BUY", ("v1.0", 40, 26), ("v1.1", 40, 27), ("v1.2", 40, 37), ("v1.3", 40, 8));
            await service.RunCycleAsync(CycleNames.NightlyExperiments);
        }

        var watched = (await service.ExperimentAsync("BUY-1")).Experiment;
        Assert.Equal("v1.3", Assert.Single(watched.Dropped));
        await service.RunCycleAsync(CycleNames.WeeklyPrompts);

        var champion = await service.ChampionAsync("BUY");
        Assert.Equal("v1.2", champion.Champion);
        var change = Assert.Single(champion.History);
        Assert.Equal(("promotion", "group_sequential", "BUY-1", "v1.0"), (change.Kind, change.By, change.ExperimentId, change.Former));
        Assert.Equal(["v1.0", "v1.1", "v1.3"], champion.Archived.Order());
        var tests = await service.ExperimentsAsync();
        var ended = Assert.Single(tests.History);
        Assert.Equal(("BUY-1", "promoted", "v1.2"), (ended.Id, ended.Decision!.Kind, ended.Decision!.Winner));
        // It is compared with the champion before it, and nothing else runs meanwhile; the others run on.
        Assert.Equal(["SELL-1", "HOLD-1"], tests.Active.Select(one => one.Experiment.Id));

        // The promotion turns out worse beside the held-out champion: it is taken back.
        var routing = await service.RoutingAsync("BUY");
        Assert.Equal("v1.0", routing.Holdout!.PromptVersion);
        Assert.InRange(routing.Holdout!.Share, 0.15, 0.2);
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 9; day++)
        {
            await service.DayAsync("BUY", ("v1.0", 20, 14), ("v1.2", 100, 25));
            await service.RunCycleAsync(CycleNames.NightlyExperiments);
        }

        champion = await service.ChampionAsync("BUY");
        Assert.Equal("v1.0", champion.Champion);
        Assert.Equal("automatic_rollback", champion.History[^1].Kind);
        Assert.Null(champion.Experiment);
        Assert.Null(champion.Holdout);
        var alerts = await service.AlertsAsync();
        Assert.Equal(1, alerts.Count(alert => alert.Kind == "promotion"));
        Assert.Equal(1, alerts.Count(alert => alert.Kind == "rollback"));
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("v1.0", (await service.GetAsync<AssignmentResponse>("/api/prompts/BUY/assignment?unit=u1")).PromptVersion);
    }

    [Fact]
    public async Task ABrokenSplitBlocksThePromotionAndRaisesAnAlert()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 7; day++)
            await service.DayAsync("BUY", ("v1.0", 40, 20), (version, 80, 76));
        await service.RunCycleAsync(CycleNames.WeeklyPrompts);
        await service.RunCycleAsync(CycleNames.NightlyExperiments);
        await service.RunCycleAsync(CycleNames.NightlyExperiments);
        var report = await service.ExperimentAsync("BUY-1");
        Assert.True(report.SampleRatio.IsMismatch);
        Assert.Contains("Sample ratio mismatch", report.Experiment.Blocked!.Reason);
        Assert.Equal("v1.0", (await service.ChampionAsync("BUY")).Champion);
        var alerts = (await service.AlertsAsync(openOnly: true)).Select(one => one.Id).ToArray();
        Assert.Contains("sample-ratio/BUY-1", alerts);
    }

    [Fact]
    public async Task AWinnerWithABadSideEffectIsNotPromotedByItself()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 7; day++)
        {
            // The challenger is liked, and costs three times as much.
            foreach (var (arm, positive, cost) in new[] { ("v1.0", 20, 0.001m), (version, 38, 0.003m) })
            {
                var ids = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToArray();
                var logged = await service.Engine.PostAsJsonAsync(
                    "/api/explanations/log",
                    ids.Select(id => new
                    {
                        explanation_id = id,
                        ticker = "AAPL",
                        signal = "BUY",
                        confidence = 0.8,
                        explanation = "RSI is low.",
                        prompt_version = arm,
                        cost_usd = cost,
                    })
                );
                Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
                var rated = await service.Engine.PostAsJsonAsync(
                    "/api/feedback",
                    ids.Select(
                        (id, i) =>
                            new
                            {
                                explanation_id = id,
                                helpful = i < positive,
                                session = $"{id}",
                            }
                    )
                );
                Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
            }

            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        var run = await service.RunCycleAsync(CycleNames.WeeklyPrompts);
        Assert.Contains(
            $"{version} is not promoted. Guardrail metrics: cost per explanation 3.00 times the champion's, 1.50 are allowed.",
            run.Done[0]
        );
        Assert.Equal("v1.0", (await service.ChampionAsync("BUY")).Champion);
        Assert.Contains("promotion-blocked/BUY-1", (await service.AlertsAsync()).Select(one => one.Id));
        // A person may want it all the same.
        await service.PostAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version, reason = "Worth it." });
    }

    [Fact]
    public async Task FiguresOfArmsEqualTheFactsBeforeAndAfterTheRollUp()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("SELL", 1))[0];
        await service.StartExperimentAsync("SELL", ("v1.0", 0.5), (version, 0.5));
        // The day of the start does not count, nor do other signals.
        await service.DayAsync("SELL", ("v1.0", 7, 7), (version, 7, 7));
        for (var day = 0; day < 3; day++)
            await service.DayAsync("SELL", ("v1.0", 20, 11), (version, 22, 13));
        await service.DayAsync("BUY", ("v1.0", 9, 9), (version, 9, 9));
        for (var round = 0; round < 2; round++)
        {
            var arms = (await service.ExperimentAsync("SELL-1")).Arms;
            var counted = await service.ScalarAsync<string>(
                "SELECT string_agg(n || '/' || p, ' ' ORDER BY prompt_version) FROM (SELECT prompt_version, count(*) n, count(*) FILTER "
                    + "(WHERE helpful) p FROM llm_feedback WHERE signal = 'SELL' AND day > '2026-03-04' GROUP BY 1) s"
            );
            Assert.Equal(counted, string.Join(' ', arms.Select(arm => arm.Summary.PositiveFeedback).Select(one => $"{one.N}/{one.Count}")));
            Assert.Equal("60/33 66/39", counted);
            await service.RunCycleAsync(CycleNames.NightlyMetrics);
        }
    }

    [Fact]
    public async Task TheSameOccurrenceLooksOnce()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        service.Clock.Advance(TimeSpan.FromDays(8));
        var grain = service.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentGrain>("BUY-1");
        var texts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => grain.Decide("weekly-prompts/2026-03-09")));
        Assert.Equal(4, texts.Count(text => text.Contains("looked at already")));
        Assert.Single((await grain.Get())!.Looks);
        var seen = Assert.Single((await service.ExperimentAsync("BUY-1")).LookResults);
        // Nobody has voted: nothing is known, and there is nothing to reach.
        Assert.Equal((version, 0, null, false), (seen.Version, seen.InformationFraction, seen.Boundary, seen.HasCrossed));
        Assert.Equal(HttpStatusCode.OK, (await service.Read.GetAsync("/api/admin/llm-ab-tests")).StatusCode);
    }
}
