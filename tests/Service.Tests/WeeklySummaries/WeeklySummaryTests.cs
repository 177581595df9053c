using System.Net;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Simulation;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.WeeklySummaries;

/// <summary>A week is summed up, made again when more is known, and reviewed.</summary>
public sealed class WeeklySummaryTests
{
    private const string Weeks = $"{Root}/weekly-summaries";

    [Fact]
    public async Task AWeekMadeAgainHasLaterOutcomesInAndSaysWhatDiffers()
    {
        await using var service = await TestService.StartAsync();
        await service.DivergeAsync("2021-01-04", "a");
        var first = (await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2021&week=1", new { })).Summary;
        Assert.Equal((1, true, 0), (first.Version, first.IsComplete, first.Changes.Count));
        var figures = first.Figures;
        Assert.Equal(
            (5, 1L, 3L, 1L, 4, 0m),
            (figures.Total, figures.Consent.Count, figures.Modify.Count, figures.Reject.Count, figures.Unreviewed, figures.Pnl)
        );
        var consent = figures.Consent;
        Assert.True(consent.Lower < 0.2 && consent.Upper > 0.2);
        var pattern = Assert.Single(first.Patterns);
        Assert.Equal(("expiration-shift.longer", 7.0, 3), (pattern.Key, pattern.Estimate.Mean, pattern.Matches.Count));
        Assert.Equal("expiration-shift.longer.1", Assert.Single(first.Candidates).Id);
        Assert.StartsWith(
            "📊 WEEKLY LEARNING SUMMARY (2021-W01)\n\nRECOMMENDATIONS: 5\n├─ ✅ Consent: 1 (20%)\n├─  Modified: 3 (60%)\n",
            first.Notification
        );

        // The followed one is bought back.
        await service.SendAsync("executions", Execute("close", "2021-01-11T16:00:00Z", symbol: "A0", action: "BTC", price: 50));
        await service.ReconcileAsync("2021-01-11");
        await service.TrackAsync();
        var second = (await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2021&week=1", new { })).Summary;
        Assert.Equal((2, 147.7m), (second.Version, second.Figures.Pnl));
        Assert.Equal(["open: 4 → 3", "P&L: $0.00 → $147.70", "P&L of Consent"], second.Changes.Select(Line));

        // The earlier version is still there as it was; the list has the latest.
        Assert.Equal(Text(first), Text((await service.GetAsync<WeeklySummaryRecord>($"{Weeks}/2021/1?version=1")).Summary));
        Assert.Equal(Text(second), Text((await service.GetAsync<WeeklySummaryRecord>($"{Weeks}/2021/1")).Summary));
        Assert.Equal(2, Assert.Single((await service.ItemsAsync<WeeklySummaryRecord>($"{Weeks}?year=2021"))).LatestVersion);
        Assert.Empty((await service.ItemsAsync<WeeklySummaryRecord>($"{Weeks}?year=2020")));
        // Nothing differs now: a person may have it made all the same.
        Assert.Empty((await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2021&week=1", new { })).Summary.Changes);

        // The close is of the next week, but it is that position's exit, and what it brought counts where the position was opened.
        var next = (await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2021&week=2", new { })).Summary.Figures;
        Assert.Equal((0, 0, 0m), (next.Total, next.Independent.Count, next.Pnl));

        static string Line(SummaryChange change) =>
            change.What is var what && what == "P&L of Consent" ? what : $"{what}: {change.Before} → {change.After}";
    }

    [Fact]
    public async Task AWeekIsReviewedAndOutlivesARestart()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using (var service = await TestService.StartAsync(connectionString: database))
        {
            await service.DivergeAsync("2021-01-04", "a");
            await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2021&week=1", new { });
            await service.PatchAsync($"{Weeks}/2021/1/review", new { review_status = "reviewed", review_notes = "Discussed." });
            await service.PatchAsync($"{Weeks}/2021/1/review", new { review_status = "actioned" });
            Assert.Equal(3, await service.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action LIKE 'weekly-summary%'"));
            // As if the service had died between the grain's write and the filing.
            await service.ScalarAsync<long>(
                "WITH a AS (DELETE FROM weekly_summary_reviews RETURNING 1), b AS (DELETE FROM weekly_learning_summaries RETURNING 1) "
                    + "SELECT count(*) FROM a, b"
            );
        }

        await using var again = await TestService.StartAsync(connectionString: database);
        var review = (await again.GetAsync<WeeklySummaryRecord>($"{Weeks}/2021/1")).Review!;
        Assert.Equal(("actioned", "Discussed.", 1), (review.ReviewStatus, review.ReviewNotes, review.Version));
        Assert.Equal("actioned", Assert.Single(await again.ItemsAsync<WeeklySummaryRecord>(Weeks)).Review!.ReviewStatus);
    }

    /// <summary>Summaries that earlier versions filed say <c>foregone</c>, and are read.</summary>
    [Fact]
    public async Task WhatIsStoredUnderAnEarlierNameIsAnsweredUnderTheNameOfNow()
    {
        await using var service = await TestService.StartAsync();
        await service.DivergeAsync("2021-01-04", "a");
        await service.PostAsync($"{Weeks}/generate?year=2021&week=1", new { });
        Assert.Equal(
            1,
            await service.ScalarAsync<long>(
                """
                WITH changed AS (
                    UPDATE weekly_learning_summaries SET summary = jsonb_set(summary, '{figures,byKind,0,foregone,mean}',
                        '12.5') RETURNING 1
                )
                SELECT count(*) FROM changed
                """
            )
        );
        var listed = Assert.Single(await service.ItemsAsync<WeeklySummaryRecord>(Weeks)).Summary.Figures;
        Assert.Equal(12.5, listed.ByMatchType[0].Forgone.Mean);
        Assert.DoesNotContain("foregone", await service.Read.GetStringAsync(Weeks));
    }

    [Fact]
    public async Task TheTurnOfAYearAndAWeekWithoutDataAreWeeksToo()
    {
        await using var service = await TestService.StartAsync();
        // New Year's Day of 2021 is a Friday of 2020's week 53.
        await service.SendAsync("recommendations", Recommend("r1", sentAt: "2021-01-01T18:00:00Z"));
        await service.ReconcileAsync("2021-01-01");
        Assert.Equal(1, Total(await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2020&week=53", new { })));
        var empty = await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate?year=2021&week=1", new { });
        Assert.Equal((0, (double?)null), (Total(empty), empty.Summary.Figures.Consent.Rate));
        Assert.Equal(
            ["2021-W01", "2020-W53"],
            (await service.ItemsAsync<WeeklySummaryRecord>(Weeks))
                .Select(one => one.Summary.Week)
                .Select(week => $"{week.Year}-W{week.Week:00}")
        );

        static int Total(WeeklySummaryRecord record) => record.Summary.Figures.Total;
    }

    [Fact]
    public async Task WhatIsWrongIsNamed()
    {
        await using var service = await TestService.StartAsync();
        foreach (
            var (query, field) in new[]
            {
                ("year=2021&week=53", "week"),
                ("year=2021&week=0", "week"),
                ("year=2021", "week"),
                ("week=1", "year"),
                ("year=soon&week=1", "year"),
                ("year=2026&week=11", "week"),
            }
        )
            await service.RefusedAsync($"{Weeks}/generate?{query}", new { }, HttpStatusCode.BadRequest, field);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Weeks}?limit=0")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Weeks}/2021/54")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync($"{Weeks}/2021/1")).StatusCode);
        await service.PatchAsync($"{Weeks}/2021/1/review", new { review_status = "reviewed" }, HttpStatusCode.NotFound);
        await service.PatchAsync($"{Weeks}/2021/1/review", new { review_status = "read" }, HttpStatusCode.BadRequest);
        await service.PatchAsync($"{Weeks}/2021/1/review", new { }, HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Read.PostAsync($"{Weeks}/generate", null)).StatusCode);
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM weekly_learning_summaries"));
        // The running week, where none is named: Wednesday, 2026-03-04.
        var week = (await service.PostAsync<WeeklySummaryRecord>($"{Weeks}/generate", new { })).Summary;
        Assert.Equal((10, false), (week.Week.Week, week.IsComplete));
    }

    [Fact]
    public async Task OnSaturdayTheWeekIsSentOnceAndEarlierWeeksAreMadeAgainWhereTheyChanged()
    {
        var clock = new DrivenClock(DateTimeOffset.Parse("2021-01-09T17:00:00Z"));
        await using var service = await TestService.StartAsync(clock: clock);
        await service.DivergeAsync("2021-01-04", "a");
        Assert.Equal("2021-W01: 5 matches, 1 patterns, 1 candidates.", (await RunAsync())[1]);
        Assert.Equal(
            ["No earlier week has changed.", "2021-W01: 5 matches, 1 patterns, 1 candidates.", "Nothing is being validated."],
            await RunAsync()
        );
        var alert = Assert.Single((await service.ItemsAsync<AlertStatus>("/api/admin/alerts")), one => one.Kind == "weekly_summary");
        Assert.Contains("RECOMMENDATIONS: 5", alert.Message);
        Assert.Equal(1, (await service.GetAsync<WeeklySummaryRecord>($"{Weeks}/2021/1")).LatestVersion);

        clock.Advance(TimeSpan.FromDays(7));
        await service.SendAsync("executions", Execute("close", "2021-01-11T16:00:00Z", symbol: "A0", action: "BTC", price: 50));
        await service.TrackAsync();
        Assert.Equal("Made again: 2021-W01 (version 2).", (await RunAsync())[0]);
        Assert.Equal("No earlier week has changed.", (await RunAsync())[0]);

        async Task<string[]> RunAsync() =>
            [.. (await service.RunCycleAsync(CycleNames.WeeklySummary)).Done.Select(done => done.Split(": ", 2)[1])];
    }

    /// <summary>All of a summary, so that two can be compared.</summary>
    private static string Text(WeeklySummary summary) => JsonSerializer.Serialize(summary);
}
