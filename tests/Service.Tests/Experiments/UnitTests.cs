using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Statistics;

namespace LearningActors.Tests.Experiments;

/// <summary>What prompts are assigned by counts once in the sample ratio, however often it is explained to.</summary>
public sealed class UnitTests
{
    [Fact]
    public async Task AUnitThatIsExplainedToAgainAndAgainIsNoAlarm()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 2; day++)
        {
            await LogAsync(service, "BUY", "v1.0", 200);
            await LogAsync(service, "BUY", "v1.1", 200);
            await LogAsync(service, "BUY", "v1.0", 400, "account 1");
            // One that came to both arms on one day, and one on different days; each again.
            foreach (var arm in new[] { "v1.0", "v1.1" })
                await LogAsync(service, "BUY", arm, 2, "account 2");
            await LogAsync(service, "BUY", day == 0 ? "v1.0" : "v1.1", 2, "account 3");
            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        var buy = await RatioAsync("BUY");
        Assert.Equal((false, 803L, 2L), (buy.IsMismatch, buy.Units, buy.MultipleExposures));
        // By explanations it would be one: 1 206 beside 406.
        Assert.True(SampleRatioMismatch.PValue([1206, 406], [0.5, 0.5]) < 0.01);
        await service.RunCycleAsync(CycleNames.NightlyExperiments);
        Assert.DoesNotContain(
            await service.AlertsAsync(openOnly: true),
            alert => alert.Id.StartsWith("sample-ratio", StringComparison.Ordinal)
        );

        // Who is forgotten is still one, by another name.
        const string Named =
            "SELECT count(DISTINCT unit) || ' ' || min(unit::text) FROM llm_explanations WHERE unit IS NOT NULL AND signal = 'BUY' AND "
            + "prompt_version = 'v1.0'";
        var named = await service.ScalarAsync<string>(Named);
        foreach (var account in new[] { "account 1", "account 2", "account 3" })
            Assert.Equal(
                HttpStatusCode.OK,
                (await service.Engine.DeleteAsync($"/api/sessions/{Uri.EscapeDataString(account)}/feedback")).StatusCode
            );
        var renamed = await service.ScalarAsync<string>(Named);
        Assert.Equal(named.Split(' ')[0], renamed.Split(' ')[0]);
        Assert.NotEqual(named, renamed);

        // A new split: whoever comes again is new in it.
        await service.PostAsync("/api/admin/llm-ab-tests/BUY-1/pause", new { reason = "A check." });
        await service.PostAsync("/api/admin/llm-ab-tests/BUY-1/resume", new { reason = "Done." });
        service.Clock.Advance(TimeSpan.FromDays(1));
        await LogAsync(service, "BUY", "v1.1", 5, "account 4");
        await LogAsync(service, "BUY", "v1.0", 5, "account 5");
        service.Clock.Advance(TimeSpan.FromDays(1));
        var later = await RatioAsync("BUY");
        Assert.Equal((false, 805L, 2L), (later.IsMismatch, later.Units, later.MultipleExposures));

        async Task<SampleRatioReport> RatioAsync(string signal) => (await service.ExperimentAsync($"{signal}-1")).SampleRatio;
    }

    [Fact]
    public async Task AUnitIsExplainedToByOneVersion()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        service.Clock.Advance(TimeSpan.FromDays(1));
        var versions = new HashSet<string>();
        foreach (var unit in Enumerable.Range(0, 8).Select(i => $"u{i}"))
        {
            var assigned = (await service.GetAsync<AssignmentResponse>($"/api/prompts/BUY/assignment?unit={unit}")).PromptVersion;
            for (var i = 0; i < 3; i++)
                Assert.Equal(assigned, (await ExplainAsync(unit)).PromptVersion);
            versions.Add(assigned);
        }

        Assert.Equal(2, versions.Count);
        // The ledger does not have the unit's name, but the same hash for the same unit.
        Assert.Equal(8, await service.ScalarAsync<long>("SELECT count(DISTINCT unit) FROM llm_explanations"));
        Assert.Equal(24, await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations WHERE unit IS NOT NULL"));
        await service.RefusedAsync(
            "/api/explanations",
            new
            {
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                unit = new string('x', 201),
            },
            HttpStatusCode.BadRequest,
            "unit"
        );

        async Task<ExplanationResponse> ExplainAsync(string unit)
        {
            var response = await service.Engine.PostAsJsonAsync(
                "/api/explanations",
                new
                {
                    ticker = "AAPL",
                    signal = "BUY",
                    confidence = 0.8,
                    unit,
                }
            );
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (await response.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!;
        }
    }

    private static async Task LogAsync(TestService service, string signal, string version, int count, string? unit = null)
    {
        var response = await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            Enumerable
                .Range(0, count)
                .Select(_ => new
                {
                    ticker = "AAPL",
                    signal,
                    confidence = 0.8,
                    explanation = "RSI is low.",
                    prompt_version = version,
                    unit,
                })
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
