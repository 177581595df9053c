using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Cycles;
using LearningActors.Simulation;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.AlgorithmChanges;

/// <summary>Patterns become candidates, which people decide, implement and end.</summary>
public sealed class CandidateTests
{
    private const string Candidates = $"{Root}/v4-candidates";
    private const string Id = "expiration-shift.longer.1";

    [Fact]
    public async Task TheSamePatternInTheNextWeekStrengthensTheOpenCandidateWhoeverMakesTheWeeksAndHowOften()
    {
        await using var service = await TestService.StartAsync();
        await service.DivergeAsync("2021-01-04", "a");
        await service.DivergeAsync("2021-01-11", "b");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => GenerateAsync(service, 1 + (i % 2))));
        var candidate = Assert.Single((await service.ItemsAsync(Candidates)).EnumerateArray());
        Assert.Equal(
            (Id, "proposed", "high", 6, 7.0),
            (
                candidate.GetProperty("id").GetString(),
                candidate.GetProperty("status").GetString(),
                candidate.GetProperty("confidence").GetString(),
                candidate.GetProperty("estimate").GetProperty("n").GetInt32(),
                candidate.GetProperty("estimate").GetProperty("mean").GetDouble()
            )
        );
        Assert.Equal((2, 2), (candidate.GetProperty("evidence").GetArrayLength(), candidate.GetProperty("history").GetArrayLength()));
    }

    [Fact]
    public async Task ExcludedMatchesAreInNoPatternAndTakeTheirCandidateBack()
    {
        await using var service = await TestService.StartAsync();
        await service.DivergeAsync("2021-01-04", "a");
        await GenerateAsync(service, 1);
        var modified = (await service.ItemsAsync($"{Root}/matches?match_type=modify"))[0].GetProperty("id").GetString();
        await service.PatchAsync($"{Root}/matches/{modified}/exclude", new { excluded_reason = "A test." });
        var made = await GenerateAsync(service, 1);
        Assert.Equal(
            (0, 0, 1),
            (
                made.GetProperty("patterns").GetArrayLength(),
                made.GetProperty("candidates").GetArrayLength(),
                made.GetProperty("figures").GetProperty("excluded").GetInt32()
            )
        );
        Assert.Equal("withdrawn", await StatusAsync(service, Id));
        // Taken in again: the pattern is back, with a new candidate.
        await service.PatchAsync($"{Root}/matches/{modified}/exclude", new { excluded_reason = (string?)null });
        Assert.Equal(
            "expiration-shift.longer.2",
            (await GenerateAsync(service, 1)).GetProperty("candidates")[0].GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task ACandidateGoesItsWholeWayAndEachStepIsAudited()
    {
        var clock = new DrivenClock(DateTimeOffset.Parse("2021-01-20T18:00:00Z"));
        await using var service = await TestService.StartAsync(clock: clock);
        foreach (var (day, prefix) in new[] { ("2021-01-04", "a"), ("2021-01-05", "b"), ("2021-01-11", "c") })
            await service.DivergeAsync(day, prefix, "v3");
        await GenerateAsync(service, 1);
        await service.RefusedAsync(
            $"{Candidates}/{Id}/implemented",
            new
            {
                version_from = "v3",
                version_to = "v4",
                implemented_on = "2021-01-18",
            },
            HttpStatusCode.Conflict,
            "id"
        );
        await service.PostAsync($"{Candidates}/{Id}/decide", new { decision = "defer", reason = "Next week." });
        var accepted = await service.PostAsync($"{Candidates}/{Id}/decide", new { decision = "implement", reason = "We do it anyway." });
        Assert.Equal(
            ("accepted", "Increase default DTE by 7 days"),
            (accepted.GetProperty("status").GetString(), accepted.GetProperty("proposal").GetString())
        );
        await service.RefusedAsync(
            $"{Candidates}/{Id}/decide",
            new { decision = "reject", reason = "No." },
            HttpStatusCode.Conflict,
            "decision"
        );
        await service.RefusedAsync(
            $"{Candidates}/{Id}/implemented",
            new
            {
                version_from = "v3",
                version_to = "v4",
                implemented_on = "2021-02-18",
            },
            HttpStatusCode.BadRequest,
            "implemented_on"
        );
        await service.PostAsync(
            $"{Candidates}/{Id}/implemented",
            new
            {
                version_from = "v3",
                version_to = "v4",
                implemented_on = "2021-01-18",
            }
        );

        // The new version's recommendations are followed.
        foreach (var (day, i) in new[] { "2021-01-19", "2021-01-20", "2021-01-21", "2021-02-12" }.Select((day, i) => (day, i)))
        {
            await service.SendAsync(
                "recommendations",
                [.. Enumerable.Range(0, 4).Select(j => Recommend($"n{i}{j}", $"A{j}", $"{day}T15:00:00Z", version: "v4"))]
            );
            await service.SendAsync(
                "executions",
                [.. Enumerable.Range(0, 4).Select(j => Execute($"n{i}{j}", $"{day}T16:00:00Z", $"A{j}"))]
            );
            Assert.Equal("consent:4", await service.ReconcileAsync(day));
        }

        var running = await service.GetAsync($"{Candidates}/{Id}/validation");
        Assert.Equal(
            (false, 15, 16),
            (
                running.GetProperty("is_complete").GetBoolean(),
                Consent(running, "before").GetProperty("n").GetInt32(),
                Consent(running, "after").GetProperty("n").GetInt32()
            )
        );
        await service.RefusedAsync(
            $"{Candidates}/{Id}/conclude",
            new { outcome = "kept", reason = "Good." },
            HttpStatusCode.Conflict,
            "outcome"
        );
        Assert.Contains(
            "is validated until 2021-02-14",
            (await service.RunCycleAsync(CycleNames.WeeklySummary)).GetProperty("done")[2].GetString()
        );

        clock.Advance(DateTimeOffset.Parse("2021-02-20T17:00:00Z") - clock.UtcNow);
        for (var i = 0; i < 2; i++)
            Assert.Contains(
                "The pattern is gone",
                (await service.RunCycleAsync(CycleNames.WeeklySummary)).GetProperty("done")[2].GetString()
            );
        Assert.Single(
            (await service.ItemsAsync("/api/admin/alerts")).EnumerateArray(),
            one => one.GetProperty("kind").GetString() == "validation_ready"
        );
        Assert.Equal("kept", (await service.GetAsync($"{Candidates}/{Id}/validation")).GetProperty("suggested").GetString());
        var kept = await service.PostAsync($"{Candidates}/{Id}/conclude", new { outcome = "kept", reason = "Consent went up." });
        Assert.Equal("kept", kept.GetProperty("status").GetString());
        Assert.Equal(
            ["proposed", "deferred", "accepted", "validating", "validating", "kept"],
            kept.GetProperty("history").EnumerateArray().Select(step => step.GetProperty("status").GetString())
        );
        await service.RefusedAsync(
            $"{Candidates}/{Id}/conclude",
            new { outcome = "rolled_back", reason = "Bad." },
            HttpStatusCode.Conflict,
            "id"
        );
        Assert.Equal(4, await service.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE subject = '{Id}'"));
        Assert.Equal("kept", await service.ScalarAsync<string>($"SELECT status FROM algorithm_changes WHERE id = '{Id}'"));
        Assert.Single((await service.ItemsAsync($"{Candidates}?status=kept")).EnumerateArray());
        Assert.Empty((await service.ItemsAsync($"{Candidates}?status=proposed")).EnumerateArray());
        // An old week made again is evidence of what has ended, not of something new.
        Assert.Equal(Id, (await GenerateAsync(service, 1)).GetProperty("candidates")[0].GetProperty("id").GetString());
        Assert.Single((await service.ItemsAsync(Candidates)).EnumerateArray());
    }

    [Fact]
    public async Task WhatIsWrongIsNamed()
    {
        await using var service = await TestService.StartAsync();
        await service.DivergeAsync("2021-01-04", "a");
        await GenerateAsync(service, 1);
        await service.RefusedAsync(
            $"{Candidates}/{Id}/decide",
            new { decision = "maybe", reason = "x" },
            HttpStatusCode.BadRequest,
            "decision"
        );
        await service.RefusedAsync($"{Candidates}/{Id}/decide", new { decision = "reject" }, HttpStatusCode.BadRequest, "reason");
        await service.RefusedAsync(
            $"{Candidates}/other.1/decide",
            new { decision = "reject", reason = "x" },
            HttpStatusCode.NotFound,
            "id"
        );
        await service.RefusedAsync($"{Candidates}/{Id}/implemented", new { version_from = "v3" }, HttpStatusCode.BadRequest, "version_to");
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync($"{Candidates}/other.1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync($"{Candidates}/{Id}/validation")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Candidates}?status=open")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await service.Engine.PostAsJsonAsync($"{Candidates}/{Id}/decide", new { decision = "reject", reason = "x" })).StatusCode
        );
        Assert.Equal("proposed", await StatusAsync(service, Id));
    }

    [Fact]
    public async Task AnalyticsTellHowPeopleDivergeAndWhatCameOfIt()
    {
        var clock = new DrivenClock(DateTimeOffset.Parse("2021-01-20T18:00:00Z"));
        await using var service = await TestService.StartAsync(clock: clock);
        await service.DivergeAsync("2021-01-04", "a", "v3");
        await service.SendAsync(
            "executions",
            Execute("c0", "2021-01-11T16:00:00Z", "A0", action: "BTC", price: 50),
            Execute("c1", "2021-01-11T16:00:00Z", "A1", action: "BTC", price: 300, contract: "210122P00026000")
        );
        await service.TrackAsync("2021-01-12");
        var rate = await service.GetAsync($"{Root}/analytics/divergence-rate?days=30");
        Assert.Equal(
            (4, 5, 1),
            (
                rate.GetProperty("rate").GetProperty("count").GetInt32(),
                rate.GetProperty("rate").GetProperty("n").GetInt32(),
                rate.GetProperty("weeks").GetArrayLength()
            )
        );
        var accuracy = await service.GetAsync($"{Root}/analytics/algorithm-accuracy");
        Assert.Equal(
            (147.7m, -102.3m, "v3"),
            (
                accuracy.GetProperty("followed").GetProperty("pnl").GetDecimal(),
                accuracy.GetProperty("modified").GetProperty("pnl").GetDecimal(),
                accuracy.GetProperty("versions")[0].GetProperty("algorithm_version").GetString()
            )
        );
        var top = await service.GetAsync($"{Root}/analytics/top-modifications?days=90");
        var modification = Assert.Single(top.GetProperty("modifications").EnumerateArray());
        Assert.Equal(
            ("longer_expiration", 3, 7.0),
            (
                modification.GetProperty("kind").GetString(),
                modification.GetProperty("share").GetProperty("count").GetInt32(),
                modification.GetProperty("shift").GetProperty("mean").GetDouble()
            )
        );
        Assert.Equal(
            0,
            (await service.GetAsync($"{Root}/analytics/divergence-rate?days=9")).GetProperty("rate").GetProperty("n").GetInt32()
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Root}/analytics/divergence-rate?days=0")).StatusCode);
    }

    private static JsonElement Consent(JsonElement report, string window) => report.GetProperty(window).GetProperty("consent");

    private static async Task<JsonElement> GenerateAsync(TestService service, int week) =>
        (await service.PostAsync($"{Root}/weekly-summaries/generate?year=2021&week={week}", new { })).GetProperty("summary");

    private static async Task<string?> StatusAsync(TestService service, string id) =>
        (await service.GetAsync($"{Candidates}/{id}")).GetProperty("status").GetString();
}
