using System.Net;
using System.Text.Json;
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
        var first = (await service.PostAsync($"{Weeks}/generate?year=2021&week=1", new { })).GetProperty("summary");
        Assert.Equal(
            (1, true, 0),
            (
                first.GetProperty("version").GetInt32(),
                first.GetProperty("is_complete").GetBoolean(),
                first.GetProperty("changes").GetArrayLength()
            )
        );
        var figures = first.GetProperty("figures");
        Assert.Equal(
            (5, 1L, 3L, 1L, 4, 0m),
            (
                figures.GetProperty("total").GetInt32(),
                Count("consent"),
                Count("modify"),
                Count("reject"),
                figures.GetProperty("unreviewed").GetInt32(),
                figures.GetProperty("pnl").GetDecimal()
            )
        );
        var consent = figures.GetProperty("consent");
        Assert.True(consent.GetProperty("lower").GetDouble() < 0.2 && consent.GetProperty("upper").GetDouble() > 0.2);
        var pattern = Assert.Single(first.GetProperty("patterns").EnumerateArray());
        Assert.Equal(
            ("expiration-shift.longer", 7.0, 3),
            (
                pattern.GetProperty("key").GetString(),
                pattern.GetProperty("estimate").GetProperty("mean").GetDouble(),
                pattern.GetProperty("matches").GetArrayLength()
            )
        );
        Assert.Equal(
            "expiration-shift.longer.1",
            Assert.Single(first.GetProperty("candidates").EnumerateArray()).GetProperty("id").GetString()
        );
        Assert.StartsWith(
            "📊 WEEKLY LEARNING SUMMARY (2021-W01)\n\nRECOMMENDATIONS: 5\n├─ ✅ Consent: 1 (20%)\n├─  Modified: 3 (60%)\n",
            first.GetProperty("notification").GetString()
        );

        // The followed one is bought back.
        await service.SendAsync("executions", Execute("close", "2021-01-11T16:00:00Z", symbol: "A0", action: "BTC", price: 50));
        await service.ReconcileAsync("2021-01-11");
        await service.TrackAsync("2021-01-11");
        var second = (await service.PostAsync($"{Weeks}/generate?year=2021&week=1", new { })).GetProperty("summary");
        Assert.Equal(
            (2, 147.7m),
            (second.GetProperty("version").GetInt32(), second.GetProperty("figures").GetProperty("pnl").GetDecimal())
        );
        Assert.Equal(
            ["open: 4 → 3", "P&L: $0.00 → $147.70", "P&L of Consent"],
            second.GetProperty("changes").EnumerateArray().Select(Line)
        );

        // The earlier version is still there as it was; the list has the latest.
        Assert.Equal(first.ToString(), (await service.GetAsync($"{Weeks}/2021/1?version=1")).GetProperty("summary").ToString());
        Assert.Equal(second.ToString(), (await service.GetAsync($"{Weeks}/2021/1")).GetProperty("summary").ToString());
        Assert.Equal(
            2,
            Assert.Single((await service.ItemsAsync($"{Weeks}?year=2021")).EnumerateArray()).GetProperty("latest_version").GetInt32()
        );
        Assert.Empty((await service.ItemsAsync($"{Weeks}?year=2020")).EnumerateArray());
        // Nothing differs now: a person may have it made all the same.
        Assert.Empty(
            (await service.PostAsync($"{Weeks}/generate?year=2021&week=1", new { }))
                .GetProperty("summary")
                .GetProperty("changes")
                .EnumerateArray()
        );

        // The close is of the next week, but what it brought counts there where the position was opened.
        var next = (await service.PostAsync($"{Weeks}/generate?year=2021&week=2", new { })).GetProperty("summary").GetProperty("figures");
        Assert.Equal((1, 0m), (next.GetProperty("total").GetInt32(), next.GetProperty("pnl").GetDecimal()));

        long Count(string kind) => figures.GetProperty(kind).GetProperty("count").GetInt64();
        static string Line(JsonElement change) =>
            change.GetProperty("what").GetString() is var what && what == "P&L of Consent"
                ? what
                : $"{what}: {change.GetProperty("before").GetString()} → {change.GetProperty("after").GetString()}";
    }

    [Fact]
    public async Task AWeekIsReviewedAndOutlivesARestart()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using (var service = await TestService.StartAsync(connectionString: database))
        {
            await service.DivergeAsync("2021-01-04", "a");
            await service.PostAsync($"{Weeks}/generate?year=2021&week=1", new { });
            await service.PatchAsync($"{Weeks}/2021/1/review", new { review_status = "reviewed", review_notes = "Discussed." });
            await service.PatchAsync($"{Weeks}/2021/1/review", new { review_status = "actioned" });
            Assert.Equal(3, await service.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action LIKE 'weekly-summary%'"));
            // As if the service had died between the grain's write and the filing.
            await service.ScalarAsync<long>(
                "WITH a AS (DELETE FROM weekly_summary_reviews RETURNING 1), b AS (DELETE FROM weekly_learning_summaries RETURNING 1) SELECT count(*) FROM a, b"
            );
        }

        await using var again = await TestService.StartAsync(connectionString: database);
        var review = (await again.GetAsync($"{Weeks}/2021/1")).GetProperty("review");
        Assert.Equal(
            ("actioned", "Discussed.", 1),
            (
                review.GetProperty("review_status").GetString(),
                review.GetProperty("review_notes").GetString(),
                review.GetProperty("version").GetInt32()
            )
        );
        Assert.Equal(
            "actioned",
            Assert.Single((await again.ItemsAsync(Weeks)).EnumerateArray()).GetProperty("review").GetProperty("review_status").GetString()
        );
    }

    [Fact]
    public async Task TheTurnOfAYearAndAWeekWithoutDataAreWeeksToo()
    {
        await using var service = await TestService.StartAsync();
        // New Year's Day of 2021 is a Friday of 2020's week 53.
        await service.SendAsync("recommendations", Recommend("r1", sentAt: "2021-01-01T18:00:00Z"));
        await service.ReconcileAsync("2021-01-01");
        Assert.Equal(1, Total(await service.PostAsync($"{Weeks}/generate?year=2020&week=53", new { })));
        var empty = await service.PostAsync($"{Weeks}/generate?year=2021&week=1", new { });
        Assert.Equal(
            (0, JsonValueKind.Null),
            (Total(empty), empty.GetProperty("summary").GetProperty("figures").GetProperty("consent").GetProperty("rate").ValueKind)
        );
        Assert.Equal(
            ["2021-W01", "2020-W53"],
            (await service.ItemsAsync(Weeks))
                .EnumerateArray()
                .Select(one => one.GetProperty("summary").GetProperty("week"))
                .Select(week => $"{week.GetProperty("year").GetInt32()}-W{week.GetProperty("week").GetInt32():00}")
        );

        static int Total(JsonElement record) => record.GetProperty("summary").GetProperty("figures").GetProperty("total").GetInt32();
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
        var week = (await service.PostAsync($"{Weeks}/generate", new { })).GetProperty("summary");
        Assert.Equal((10, false), (week.GetProperty("week").GetProperty("week").GetInt32(), week.GetProperty("is_complete").GetBoolean()));
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
        var alert = Assert.Single(
            (await service.ItemsAsync("/api/admin/alerts")).EnumerateArray(),
            one => one.GetProperty("kind").GetString() == "weekly_summary"
        );
        Assert.Contains("RECOMMENDATIONS: 5", alert.GetProperty("message").GetString());
        Assert.Equal(1, (await service.GetAsync($"{Weeks}/2021/1")).GetProperty("latest_version").GetInt32());

        clock.Advance(TimeSpan.FromDays(7));
        await service.SendAsync("executions", Execute("close", "2021-01-11T16:00:00Z", symbol: "A0", action: "BTC", price: 50));
        await service.TrackAsync("2021-01-16");
        Assert.Equal("Made again: 2021-W01 (version 2).", (await RunAsync())[0]);
        Assert.Equal("No earlier week has changed.", (await RunAsync())[0]);

        async Task<string[]> RunAsync() =>
            [
                .. (await service.RunCycleAsync(CycleNames.WeeklySummary))
                    .GetProperty("done")
                    .EnumerateArray()
                    .Select(done => done.GetString()!.Split(": ", 2)[1]),
            ];
    }
}
