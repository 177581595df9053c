using LearningActors.Client;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>Recommendations and executions are matched, and matches revised.</summary>
public sealed class ReconcileTests
{
    [Fact]
    public async Task ALateExecutionTurnsARejectIntoAConsentWithOneRowAndAHistory()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", Recommend("r1"));
        Assert.Equal("reject:1", await service.ReconcileAsync("2021-01-04"));
        var reject = (await service.MatchesAsync())[0];
        await service.SendAsync("executions", Execute("e1", "2021-01-06T10:00:00Z"));
        Assert.Equal("consent:1", await service.ReconcileAsync("2021-01-04"));
        var consent = Assert.Single(await service.MatchesAsync());
        Assert.Equal(reject.Id, consent.Id);
        Assert.Equal(("consent", "e1"), (consent.MatchType, consent.ExecutionId));
        var former = Assert.Single(consent.History);
        Assert.Equal(("reject", (string?)null), (former.MatchType, former.ExecutionId));
    }

    [Fact]
    public async Task ReconcilingTenTimesAtOnceChangesNothing()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", [.. Enumerable.Range(0, 20).Select(i => Recommend($"r{i}", symbol: $"S{i % 5}"))]);
        await service.SendAsync(
            "executions",
            [.. Enumerable.Range(0, 12).Select(i => Execute($"e{i}", "2021-01-04T16:00:00Z", symbol: $"S{i % 6}"))]
        );
        await service.ReconcileAsync("2021-01-04");
        var before = await service.ScalarAsync<string>(
            "SELECT string_agg(m::text, '|' ORDER BY id) FROM recommendation_execution_matches m"
        );
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.ReconcileAsync("2021-01-04")));
        Assert.Equal(
            before,
            await service.ScalarAsync<string>("SELECT string_agg(m::text, '|' ORDER BY id) FROM recommendation_execution_matches m")
        );
        Assert.Equal(
            0,
            await service.ScalarAsync<long>(
                "SELECT count(*) - count(DISTINCT execution_id) FROM recommendation_execution_matches WHERE execution_id IS NOT NULL"
            )
        );
    }

    [Fact]
    public async Task AnExecutionServesOneDayOnlyInWhateverOrderTheDaysAreReconciled()
    {
        foreach (var days in new[] { new[] { "2021-01-04", "2021-01-05" }, ["2021-01-05", "2021-01-04"] })
        {
            await using var service = await TestService.StartAsync();
            await service.SendAsync("recommendations", Recommend("monday"), Recommend("tuesday", sentAt: "2021-01-05T15:00:00Z"));
            await service.SendAsync("executions", Execute("e1", "2021-01-05T16:00:00Z"));
            // Tuesday's was sent an hour before it was executed; Monday's was not followed.
            foreach (var day in days)
                Assert.Equal(day == "2021-01-04" ? "reject:1" : "consent:1", await service.ReconcileAsync(day));
            // The trader says that he followed Monday's too.
            await service.SendAsync("executions", Execute("e2", "2021-01-05T16:05:00Z", recommendation: "monday"));
            foreach (var day in days)
                await service.ReconcileAsync(day);
            Assert.Equal(
                ["monday consent e1", "tuesday consent e1"],
                (await PairsAsync(service)).Select(pair => pair.Replace("e2", "e1", StringComparison.Ordinal))
            );
            Assert.Equal("monday consent e2", (await PairsAsync(service))[0]);
        }
    }

    [Fact]
    public async Task ARejectedRecommendationGivesBackWhatALateOneWasExecutedBy()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", Recommend("monday"));
        // Off in strike: as long as nothing else is known, it may be Monday's, modified.
        await service.SendAsync("executions", Execute("e1", "2021-01-05T16:00:00Z", contract: "210115P00028000"));
        Assert.Equal("modify:1", await service.ReconcileAsync("2021-01-04"));
        var late = Recommend("tuesday", sentAt: "2021-01-05T15:00:00Z");
        late["strike"] = 28;
        await service.SendAsync("recommendations", late);
        Assert.Equal("consent:1", await service.ReconcileAsync("2021-01-05"));
        Assert.Equal(["monday reject ", "tuesday consent e1"], await PairsAsync(service));
        var before = await service.ScalarAsync<string>(
            "SELECT string_agg(m::text, '|' ORDER BY id) FROM recommendation_execution_matches m"
        );
        foreach (var day in new[] { "2021-01-04", "2021-01-05", "2021-01-06", "2021-01-04" })
            await service.ReconcileAsync(day);
        Assert.Equal(
            before,
            await service.ScalarAsync<string>("SELECT string_agg(m::text, '|' ORDER BY id) FROM recommendation_execution_matches m")
        );
    }

    private static async Task<string[]> PairsAsync(TestService service) =>
        [
            .. (await service.MatchesAsync())
                .Select(one => $"{one.RecommendationId} {one.MatchType} " + one.ExecutionId)
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public async Task AnIndependentExecutionBelongsToARecommendationThatComesLate()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("executions", Execute("e1", "2021-01-04T16:00:00Z"));
        Assert.Equal("independent:1", await service.ReconcileAsync("2021-01-04"));
        await service.SendAsync("recommendations", Recommend("r1"));
        Assert.Equal("consent:1", await service.ReconcileAsync("2021-01-04"));
        Assert.Single(await service.MatchesAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EveryExecutionIsUsedOnceInWhateverOrderDaysAreReconciledAndSoonNothingChanges(int seed)
    {
        await using var service = await TestService.StartAsync();
        var random = new Random(seed);
        await service.SendAsync(
            "recommendations",
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(i =>
                    {
                        var recommendation = Recommend($"r{i}", $"S{random.Next(4)}", At(14), random.Next(4) == 0 ? "BTC" : "STO");
                        recommendation["strike"] = 24 + random.Next(5);
                        return recommendation;
                    }),
            ]
        );
        await service.SendAsync(
            "executions",
            [
                .. Enumerable
                    .Range(0, 80)
                    .Select(i =>
                        Execute(
                            $"e{i}",
                            At(15),
                            $"S{random.Next(5)}",
                            random.Next(10) == 0 ? $"r{random.Next(60)}" : null,
                            $"2101{random.Next(2) * 7 + 15}P000{24 + random.Next(5)}000",
                            random.Next(4) == 0 ? "BTC" : "STO"
                        )
                    ),
            ]
        );
        string[] days = ["2021-01-04", "2021-01-05", "2021-01-06", "2021-01-07", "2021-01-08"];
        for (var i = 0; i < 12; i++)
        {
            await service.ReconcileAsync(days[random.Next(days.Length)]);
            Assert.Equal(
                0,
                await service.ScalarAsync<long>(
                    $"SELECT count(*) FROM ({Used}) u GROUP BY id HAVING count(*) > 1 UNION ALL SELECT 0 LIMIT 1"
                )
            );
        }

        for (var pass = 0; pass < 3; pass++)
        {
            foreach (var day in days)
                await service.ReconcileAsync(day);
        }

        Assert.Equal(
            (60, 0),
            (
                await service.ScalarAsync<long>(
                    "SELECT count(*) FROM recommendation_execution_matches WHERE recommendation_id IS NOT NULL"
                ),
                await service.ScalarAsync<long>(
                    $"SELECT count(*) FROM executions WHERE action = 'STO' AND id NOT IN (SELECT id FROM ({Used}) u)"
                )
            )
        );
        var settled = await StateAsync();
        foreach (var day in days.OrderBy(_ => random.Next()))
            await service.ReconcileAsync(day);
        Assert.Equal(settled, await StateAsync());

        string At(int hour) => new DateTime(2021, 1, 4 + random.Next(5), hour, random.Next(60), 0, DateTimeKind.Utc).ToString("O");
        Task<string> StateAsync() =>
            service.ScalarAsync<string>(
                "SELECT (SELECT string_agg(m::text, '|' ORDER BY id) FROM recommendation_execution_matches m) || (SELECT "
                    + "coalesce(string_agg(f::text, '|' ORDER BY execution_id), '') FROM match_fills f)"
            );
    }

    private const string Used =
        "SELECT execution_id AS id FROM recommendation_execution_matches WHERE execution_id IS NOT NULL UNION ALL SELECT execution_id "
        + "FROM match_fills";

    [Fact]
    public async Task FillsOfAnOrderMoveTogetherAndWhatWasSaidOfThemGoesAlong()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("executions", Execute("e1", "2021-01-05T16:00:00Z"), Execute("e2", "2021-01-05T16:00:20Z"));
        Assert.Equal("independent:1", await service.ReconcileAsync("2021-01-05"));
        var order = Assert.Single(await service.MatchesAsync());
        Assert.Equal("e2", order.FurtherFills[0]);
        await service.PatchAsync($"{Root}/matches/{order.Id}/exclude", new { excluded_reason = "A test." });
        // A third fill arrives: the same order, revised.
        await service.SendAsync("executions", Execute("e3", "2021-01-05T16:00:40Z"));
        Assert.Equal("independent:1", await service.ReconcileAsync("2021-01-05"));
        Assert.Equal(order.Id, Assert.Single(await service.MatchesAsync()).Id);
        // Monday's recommendation, which comes late, takes the whole order; Tuesday has none left.
        await service.SendAsync("recommendations", Recommend("r1"));
        Assert.Equal("consent:1", await service.ReconcileAsync("2021-01-04"));
        Assert.Equal("", await service.ReconcileAsync("2021-01-05"));
        var match = Assert.Single(await service.MatchesAsync());
        Assert.Equal(("e1", "A test.", 2), (match.ExecutionId, match.ExcludedReason, match.FurtherFills.Count));
        Assert.Equal(2, await service.ScalarAsync<long>("SELECT count(*) FROM match_fills"));
    }

    [Fact]
    public async Task TheDayIsThePacificOne()
    {
        await using var service = await TestService.StartAsync();
        // 07:30 UTC on the 5th is 23:30 on the 4th in Los Angeles.
        await service.SendAsync("recommendations", Recommend("late", sentAt: "2021-01-05T07:30:00Z"));
        Assert.Equal("", await service.ReconcileAsync("2021-01-05"));
        Assert.Equal("reject:1", await service.ReconcileAsync("2021-01-04"));
    }

    [Fact]
    public async Task ReasonsAndExclusionsAreKeptThroughRevisionsAndUnreviewedComeFirst()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", [.. Enumerable.Range(0, 150).Select(i => Recommend($"r{i:000}", symbol: $"S{i}"))]);
        await service.ReconcileAsync("2021-01-04");
        var first = (await service.MatchesAsync())[0];
        var id = first.Id;
        await service.PatchAsync($"{Root}/matches/{id}/reason", new { reason_code = "premium_low", reason_text = "Not worth it." });
        await service.PatchAsync($"{Root}/matches/{id}/exclude", new { excluded_reason = "A test." });
        await service.SendAsync("executions", Execute("e1", "2021-01-04T16:00:00Z", symbol: first.Symbol));
        await service.ReconcileAsync("2021-01-04");
        var revised = await service.GetAsync<MatchRecord>($"{Root}/matches/{id}");
        Assert.Equal(("consent", "premium_low", "A test."), (revised.MatchType, revised.ReasonCode, revised.ExcludedReason));

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await service.GetAsync<Page<MatchRecord>>($"{Root}/matches{(cursor is null ? "" : $"?cursor={cursor}")}");
            seen.AddRange(page.Items.Select(one => one.Id));
            cursor = page.NextCursor;
        } while (cursor is not null);
        Assert.Equal((150, 150, id), (seen.Count, seen.Distinct().Count(), seen[^1]));
        Assert.Single((await service.ItemsAsync<MatchRecord>($"{Root}/matches?match_type=consent")));
        Assert.Empty((await service.ItemsAsync<MatchRecord>($"{Root}/matches?start_date=2021-01-05")));
    }
}
