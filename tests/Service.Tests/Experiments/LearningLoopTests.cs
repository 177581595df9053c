using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
        Assert.Equal(3, first.Done.Count);
        Assert.Equal(3, model.Requests.Count(PromptWriter.WantsVariants));
        var active = (await service.GetAsync("/api/admin/llm-ab-tests")).GetProperty("active");
        Assert.Equal(
            ["BUY-1", "SELL-1", "HOLD-1"],
            active.EnumerateArray().Select(one => one.GetProperty("experiment").GetProperty("id").GetString())
        );
        Assert.Equal(
            ["v1.0", "v1.1", "v1.2", "v1.3"],
            active[0].GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("version").GetString())
        );
        Assert.All(active[0].GetProperty("arms").EnumerateArray(), arm => Assert.Equal(0.25, arm.GetProperty("share").GetDouble()));

        // Engines and the service itself assign alike.
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var explained = await (
            await TestService.PostTextAsync(
                service.Engine,
                "/api/explanations",
                """{"ticker":"AAPL","signal":"BUY","confidence":0.8,"indicators":{"rsi":28.5}}"""
            )
        ).Content.ReadFromJsonAsync<JsonElement>();
        var assignment = await service.Engine.GetFromJsonAsync<JsonElement>(
            $"/api/prompts/BUY/assignment?unit={explained.GetProperty("explanation_id").GetString()}"
        );
        Assert.Equal(explained.GetProperty("prompt_version").GetString(), assignment.GetProperty("prompt_version").GetString());
        Assert.Equal("BUY-1", assignment.GetProperty("experiment_id").GetString());

        // Two weeks: v1.2 is much better, v1.3 much worse, the nights watch.
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 7; day++)
        {
            await service.DayAsync("BUY", ("v1.0", 40, 26), ("v1.1", 40, 27), ("v1.2", 40, 37), ("v1.3", 40, 8));
            await service.RunCycleAsync(CycleNames.NightlyExperiments);
        }

        var watched = (await service.GetAsync("/api/admin/llm-ab-tests/BUY-1")).GetProperty("experiment");
        Assert.Equal("v1.3", Assert.Single(watched.GetProperty("dropped").EnumerateArray()).GetString());
        await service.RunCycleAsync(CycleNames.WeeklyPrompts);

        var champion = await service.ChampionAsync("BUY");
        Assert.Equal("v1.2", champion.GetProperty("champion").GetString());
        var change = Assert.Single(champion.GetProperty("history").EnumerateArray());
        Assert.Equal(
            ("promotion", "group_sequential", "BUY-1", "v1.0"),
            (
                change.GetProperty("kind").GetString(),
                change.GetProperty("by").GetString(),
                change.GetProperty("experiment_id").GetString(),
                change.GetProperty("former").GetString()
            )
        );
        Assert.Equal(["v1.0", "v1.1", "v1.3"], champion.GetProperty("archived").EnumerateArray().Select(one => one.GetString()).Order());
        var tests = await service.GetAsync("/api/admin/llm-ab-tests");
        var ended = Assert.Single(tests.GetProperty("history").EnumerateArray());
        Assert.Equal(
            ("BUY-1", "promoted", "v1.2"),
            (
                ended.GetProperty("id").GetString(),
                ended.GetProperty("decision").GetProperty("kind").GetString(),
                ended.GetProperty("decision").GetProperty("winner").GetString()
            )
        );
        // Its successor runs, with new variants; the others run on.
        Assert.Equal(
            ["BUY-2", "SELL-1", "HOLD-1"],
            tests.GetProperty("active").EnumerateArray().Select(one => one.GetProperty("experiment").GetProperty("id").GetString())
        );

        // The promotion turns out worse beside the held-out champion: it is taken back.
        var routing = await service.Engine.GetFromJsonAsync<JsonElement>("/api/prompts/BUY/routing");
        Assert.Equal(
            ("v1.0", 0.05),
            (
                routing.GetProperty("holdout").GetProperty("prompt_version").GetString(),
                routing.GetProperty("holdout").GetProperty("share").GetDouble()
            )
        );
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 4; day++)
        {
            await service.DayAsync("BUY", ("v1.0", 10, 7), ("v1.2", 100, 25));
            await service.RunCycleAsync(CycleNames.NightlyExperiments);
        }

        champion = await service.ChampionAsync("BUY");
        Assert.Equal("v1.0", champion.GetProperty("champion").GetString());
        Assert.Equal("automatic_rollback", champion.GetProperty("history").EnumerateArray().Last().GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, champion.GetProperty("experiment").ValueKind);
        Assert.Equal(JsonValueKind.Null, champion.GetProperty("holdout").ValueKind);
        var alerts = await service.ItemsAsync("/api/admin/alerts");
        Assert.Equal(1, alerts.EnumerateArray().Count(alert => alert.GetProperty("kind").GetString() == "promotion"));
        Assert.Equal(1, alerts.EnumerateArray().Count(alert => alert.GetProperty("kind").GetString() == "rollback"));
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(
            "v1.0",
            (await service.Engine.GetFromJsonAsync<JsonElement>("/api/prompts/BUY/assignment?unit=u1"))
                .GetProperty("prompt_version")
                .GetString()
        );
    }

    [Fact]
    public async Task ABrokenSplitBlocksThePromotionAndRaisesAnAlert()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [version] = 0.5 } }
        );
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 7; day++)
            await service.DayAsync("BUY", ("v1.0", 40, 20), (version, 80, 76));
        await service.RunCycleAsync(CycleNames.WeeklyPrompts);
        await service.RunCycleAsync(CycleNames.NightlyExperiments);
        await service.RunCycleAsync(CycleNames.NightlyExperiments);
        var report = await service.GetAsync("/api/admin/llm-ab-tests/BUY-1");
        Assert.True(report.GetProperty("sample_ratio").GetProperty("is_mismatch").GetBoolean());
        Assert.Contains("Sample ratio mismatch", report.GetProperty("experiment").GetProperty("blocked").GetProperty("reason").GetString());
        Assert.Equal("v1.0", (await service.ChampionAsync("BUY")).GetProperty("champion").GetString());
        var alerts = (await service.ItemsAsync("/api/admin/alerts?open=true"))
            .EnumerateArray()
            .Select(one => one.GetProperty("id").GetString())
            .ToArray();
        Assert.Contains("sample-ratio/BUY-1", alerts);
    }

    [Fact]
    public async Task AWinnerWithABadSideEffectIsNotPromotedByItself()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [version] = 0.5 } }
        );
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
        Assert.Equal("v1.0", (await service.ChampionAsync("BUY")).GetProperty("champion").GetString());
        Assert.Contains(
            "promotion-blocked/BUY-1",
            (await service.ItemsAsync("/api/admin/alerts")).EnumerateArray().Select(one => one.GetProperty("id").GetString())
        );
        // A person may want it all the same.
        await service.PostAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version, reason = "Worth it." });
    }

    [Fact]
    public async Task FiguresOfArmsEqualTheFactsBeforeAndAfterTheRollUp()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("SELL", 1))[0];
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "SELL", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [version] = 0.5 } }
        );
        // The day of the start does not count, nor do other signals.
        await service.DayAsync("SELL", ("v1.0", 7, 7), (version, 7, 7));
        for (var day = 0; day < 3; day++)
            await service.DayAsync("SELL", ("v1.0", 20, 11), (version, 22, 13));
        await service.DayAsync("BUY", ("v1.0", 9, 9), (version, 9, 9));
        for (var round = 0; round < 2; round++)
        {
            var arms = (await service.GetAsync("/api/admin/llm-ab-tests/SELL-1")).GetProperty("arms");
            var counted = await service.ScalarAsync<string>(
                "SELECT string_agg(n || '/' || p, ' ' ORDER BY prompt_version) FROM (SELECT prompt_version, count(*) n, count(*) FILTER (WHERE helpful) p FROM llm_feedback WHERE signal = 'SELL' AND day > '2026-03-04' GROUP BY 1) s"
            );
            Assert.Equal(
                counted,
                string.Join(
                    ' ',
                    arms.EnumerateArray()
                        .Select(arm => arm.GetProperty("summary").GetProperty("positive_feedback"))
                        .Select(one => $"{one.GetProperty("n").GetInt64()}/{one.GetProperty("count").GetInt64()}")
                )
            );
            Assert.Equal("60/33 66/39", counted);
            await service.RunCycleAsync(CycleNames.NightlyMetrics);
        }
    }

    [Fact]
    public async Task TheSameOccurrenceLooksOnce()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [version] = 0.5 } }
        );
        service.Clock.Advance(TimeSpan.FromDays(8));
        var grain = service.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentGrain>("BUY-1");
        var texts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => grain.Decide("weekly-prompts/2026-03-09")));
        Assert.Equal(4, texts.Count(text => text.Contains("looked at already")));
        Assert.Single((await grain.Get())!.Looks);
        Assert.Equal(HttpStatusCode.OK, (await service.Read.GetAsync("/api/admin/llm-ab-tests")).StatusCode);
    }
}
