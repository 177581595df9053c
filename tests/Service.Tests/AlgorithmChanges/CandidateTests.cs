using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
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
        var candidate = Assert.Single((await service.ItemsAsync<AlgorithmChange>(Candidates)));
        Assert.Equal(
            (Id, "proposed", "medium", 6, 7.0),
            (candidate.Id, candidate.Status, candidate.Confidence, candidate.Estimate.N, candidate.Estimate.Mean)
        );
        Assert.Equal((2, 2), (candidate.Evidence.Count, candidate.History.Count));
    }

    [Fact]
    public async Task ExcludedMatchesAreInNoPatternAndTakeTheirCandidateBack()
    {
        await using var service = await TestService.StartAsync();
        await service.DivergeAsync("2021-01-04", "a");
        await GenerateAsync(service, 1);
        var modified = (await service.ItemsAsync<MatchRecord>($"{Root}/matches?match_type=modify"))[0].Id;
        await service.PatchAsync($"{Root}/matches/{modified}/exclude", new { excluded_reason = "A test." });
        var made = await GenerateAsync(service, 1);
        Assert.Equal((0, 0, 1), (made.Patterns.Count, made.Candidates.Count, made.Figures.Excluded));
        Assert.Equal("withdrawn", await StatusAsync(service, Id));
        // Taken in again: the pattern is back, with a new candidate.
        await service.PatchAsync($"{Root}/matches/{modified}/exclude", new { excluded_reason = (string?)null });
        Assert.Equal("expiration-shift.longer.2", (await GenerateAsync(service, 1)).Candidates[0].Id);
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
        var accepted = await service.PostAsync<AlgorithmChange>(
            $"{Candidates}/{Id}/decide",
            new { decision = "implement", reason = "We do it anyway." }
        );
        Assert.Equal(("accepted", "Increase default DTE by 7 days"), (accepted.Status, accepted.Proposal));
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

        var running = await service.GetAsync<ValidationReport>($"{Candidates}/{Id}/validation");
        Assert.Equal((false, 15, 16), (running.IsComplete, running.Before.Consent.N, running.After.Consent.N));
        await service.RefusedAsync(
            $"{Candidates}/{Id}/conclude",
            new { outcome = "kept", reason = "Good." },
            HttpStatusCode.Conflict,
            "outcome"
        );
        Assert.Contains("is validated until 2021-02-14", (await service.RunCycleAsync(CycleNames.WeeklySummary)).Done[2]);

        clock.Advance(DateTimeOffset.Parse("2021-02-20T17:00:00Z") - clock.UtcNow);
        for (var i = 0; i < 2; i++)
            Assert.Contains("The pattern is gone", (await service.RunCycleAsync(CycleNames.WeeklySummary)).Done[2]);
        Assert.Single((await service.ItemsAsync<AlertStatus>("/api/admin/alerts")), one => one.Kind == "validation_ready");
        Assert.Equal("kept", (await service.GetAsync<ValidationReport>($"{Candidates}/{Id}/validation")).Suggested);
        var kept = await service.PostAsync<AlgorithmChange>(
            $"{Candidates}/{Id}/conclude",
            new { outcome = "kept", reason = "Consent went up." }
        );
        Assert.Equal("kept", kept.Status);
        Assert.Equal(["proposed", "deferred", "accepted", "validating", "validating", "kept"], kept.History.Select(step => step.Status));
        await service.RefusedAsync(
            $"{Candidates}/{Id}/conclude",
            new { outcome = "rolled_back", reason = "Bad." },
            HttpStatusCode.Conflict,
            "id"
        );
        Assert.Equal(4, await service.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE subject = '{Id}'"));
        Assert.Equal("kept", await service.ScalarAsync<string>($"SELECT status FROM algorithm_changes WHERE id = '{Id}'"));
        Assert.Single((await service.ItemsAsync<AlgorithmChange>($"{Candidates}?status=kept")));
        Assert.Empty((await service.ItemsAsync<AlgorithmChange>($"{Candidates}?status=proposed")));
        // An old week made again is evidence of what has ended, not of something new.
        Assert.Equal(Id, (await GenerateAsync(service, 1)).Candidates[0].Id);
        Assert.Single((await service.ItemsAsync<AlgorithmChange>(Candidates)));
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
        await service.TrackAsync();
        var rate = await service.GetAsync<DivergenceRate>($"{Root}/analytics/divergence-rate?days=30");
        Assert.Equal((4, 5, 1), (rate.Rate.Count, rate.Rate.N, rate.Weeks.Count));
        var accuracy = await service.GetAsync<AlgorithmAccuracy>($"{Root}/analytics/algorithm-accuracy");
        Assert.Equal((147.7m, -102.3m, "v3"), (accuracy.Followed.Pnl, accuracy.Modified.Pnl, accuracy.Versions[0].AlgorithmVersion));
        var top = await service.GetAsync<TopModifications>($"{Root}/analytics/top-modifications?days=90");
        var modification = Assert.Single(top.Modifications);
        Assert.Equal(("longer_expiration", 3, 7.0), (modification.Kind, modification.Share.Count, modification.Shift.Mean));
        Assert.Equal(0, (await service.GetAsync<DivergenceRate>($"{Root}/analytics/divergence-rate?days=9")).Rate.N);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Root}/analytics/divergence-rate?days=0")).StatusCode);
    }

    private static async Task<WeeklySummary> GenerateAsync(TestService service, int week) =>
        (await service.PostAsync<WeeklySummaryRecord>($"{Root}/weekly-summaries/generate?year=2021&week={week}", new { })).Summary;

    private static async Task<string?> StatusAsync(TestService service, string id) =>
        (await service.GetAsync<AlgorithmChange>($"{Candidates}/{id}")).Status;
}
