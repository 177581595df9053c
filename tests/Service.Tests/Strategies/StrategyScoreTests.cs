using System.Globalization;
using System.Net;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Strategies;

/// <summary>The scores of strategy rules stand in SQL, and the list reads them there.</summary>
public sealed class StrategyScoreTests
{
    private const string Row = """
        SELECT concat_ws('|', effectiveness_score, total_trades, winning_trades, win_rate, pnl_by_currency -> 0 ->> 'pnl', avg_rating,
            valid_setups + edge_case_setups + invalid_setups, unreviewed_trades)
        FROM strategy_rules WHERE id = 
        """;

    [Fact]
    public async Task TheColumnsFollowReviewsByThemselves()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        // Without trades there is no currency, nor a sum in one.
        Assert.Equal("0.5|0|0|0|0", await service.ScalarAsync<string>($"{Row} 'pullback'"));
        await service.RecordAsync([.. Enumerable.Range(0, 20).Select(i => (object)Trade($"t{i}", i % 3 == 0, minute: i))]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => service.AnalyzeAsync($"t{i * 7 % 20}")));
        await Eventually.TrueAsync(
            async () => await service.ScalarAsync<int>("SELECT total_trades FROM strategy_rules") == 20,
            "all reviews are in the columns"
        );
        await AssertColumnsEqualAsync(service, "pullback");

        // Reviewed again with the same result, and a late trade with an early exit.
        await service.AnalyzeAsync("t3");
        await service.RecordAsync(Trade("early", wins: true, minute: -60));
        await service.AnalyzeAsync("early");
        await Eventually.TrueAsync(
            async () => await service.ScalarAsync<int>("SELECT total_trades FROM strategy_rules") == 21,
            "the late trade is in the columns"
        );
        await AssertColumnsEqualAsync(service, "pullback");
    }

    [Fact]
    public async Task WhatARuleWasNotToldTheNightAndTheListFind()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync("told");
        await service.AddRuleAsync("forgotten");
        await service.RecordAsync(
            Trade("a", wins: true, rule: "told"),
            Trade("b", wins: true, rule: "forgotten"),
            Trade("c", wins: false, rule: "forgotten")
        );
        await service.AnalyzeAsync("a");
        await ReviewSilentlyAsync(service, "b");
        Assert.Equal(1, Listed(await service.ItemsAsync<StrategyPerformance>("/api/strategies"))["forgotten"].TotalTrades);
        await AssertColumnsEqualAsync(service, "forgotten");

        await ReviewSilentlyAsync(service, "c");
        await service.RunCycleAsync("nightly-learning");
        Assert.Equal(2, await service.ScalarAsync<int>("SELECT total_trades FROM strategy_rules WHERE id = 'forgotten'"));
        await AssertColumnsEqualAsync(service, "forgotten");
    }

    [Fact]
    public async Task TheListAsksOnlyRulesThatChanged()
    {
        await using var first = await TestService.StartAsync();
        await using (
            var add = first.Database.CreateCommand(
                "INSERT INTO strategy_rules (id, name, created_at, updated_at) SELECT 'rule-' || i, 'Rule ' || i, now(), now() FROM "
                    + "generate_series(0, 299) i"
            )
        )
            await add.ExecuteNonQueryAsync();
        await first.RecordAsync([
            .. Enumerable.Range(0, 300).Select(i => (object)Trade($"t{i}", i % 3 == 0, minute: i, rule: $"rule-{i % 60}")),
        ]);
        foreach (var some in Enumerable.Range(0, 300).Chunk(20))
            await Task.WhenAll(some.Select(i => first.AnalyzeAsync($"t{i}")));
        // Trades and reviews are older than a commit may be late.
        first.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = Listed(await first.ItemsAsync<StrategyPerformance>("/api/strategies?limit=1000"));
        Assert.Equal(300, before.Count);
        Assert.Equal(300, before.Values.Sum(rule => rule.TotalTrades));
        await first.DisposeAsync();

        await using var service = await TestService.StartAsync(connectionString: first.ConnectionString, clock: first.Clock);
        var list = await service.ItemsAsync<StrategyPerformance>("/api/strategies?limit=1000");
        Assert.Equal(0, await RuleGrainsAsync(service));
        Assert.Equal(list.Select(Score).OrderByDescending(score => score), list.Select(Score));
        foreach (var (id, rule) in Listed(list))
            Assert.Equal(Figures(before[id]), Figures(rule));

        await service.RecordAsync(
            Trade("new", wins: true, minute: 1000, rule: "rule-7"),
            Trade("unreviewed", wins: true, minute: 1001, rule: "rule-200")
        );
        await service.AnalyzeAsync("new");
        var after = Listed(await service.ItemsAsync<StrategyPerformance>("/api/strategies?limit=1000"));
        Assert.Equal(2, await RuleGrainsAsync(service));
        Assert.Equal((6, 1), (after["rule-7"].TotalTrades, after["rule-200"].UnreviewedTrades));
        Assert.NotEqual(Score(before["rule-7"]), Score(after["rule-7"]));
        await AssertColumnsEqualAsync(service, "rule-7");
    }

    [Fact]
    public async Task ARuleThatDoesNotAnswerIsListedAsItWasScoredLast()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync("slow");
        await service.AddRuleAsync("quick");
        await service.RecordAsync(Trade("a", wins: true, rule: "slow"));
        await service.AnalyzeAsync("a");
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Listed(await service.ItemsAsync<StrategyPerformance>("/api/strategies"))["slow"].TotalTrades);
        var scored = await service.ScalarAsync<DateTime>("SELECT scored_through FROM strategy_rules WHERE id = 'slow'");

        service.Clock.Advance(TimeSpan.FromHours(1));
        await service.RecordAsync(Trade("b", wins: false, rule: "slow"));
        await ReviewSilentlyAsync(service, "b");
        await using (var connection = await service.Database.OpenConnectionAsync())
        {
            // Its grain can't store what it computes, and waits.
            await using var transaction = await connection.BeginTransactionAsync();
            await using var hold = connection.CreateCommand();
            hold.CommandText = "SELECT FROM strategy_rules WHERE id = 'slow' FOR UPDATE";
            await hold.ExecuteNonQueryAsync();
            var meanwhile = Listed(await service.ItemsAsync<StrategyPerformance>("/api/strategies"));
            Assert.Equal(["quick", "slow"], meanwhile.Keys.Order());
            Assert.Equal((1, scored), (meanwhile["slow"].TotalTrades, meanwhile["slow"].AsOf.UtcDateTime));
        }

        Assert.Equal(2, Listed(await service.ItemsAsync<StrategyPerformance>("/api/strategies"))["slow"].TotalTrades);
    }

    private static double Score(StrategyPerformance performance) => performance.EffectivenessScore;

    private static Dictionary<string, StrategyPerformance> Listed(IReadOnlyList<StrategyPerformance> list) =>
        list.ToDictionary(one => one.Id);

    /// <summary>All that is shown but the time.</summary>
    /// <summary>All but the time, so that two can be compared.</summary>
    private static string Figures(StrategyPerformance performance) => JsonSerializer.Serialize(performance with { AsOf = default });

    private static async Task<int> RuleGrainsAsync(TestService service) =>
        (await service.GetAsync<GrainKind[]>("/api/admin/grains"))
            .Where(count => count.GrainType.Contains("StrategyRule", StringComparison.Ordinal))
            .Sum(count => count.Activations);

    /// <summary>As when the process is lost after the review was committed.</summary>
    private static async Task ReviewSilentlyAsync(TestService service, string trade)
    {
        await using var review = service.Database.CreateCommand(
            """
            INSERT INTO trade_reviews (trade_id, rule_id, exit_time, pnl, what_happened, what_worked, what_didnt_work, setup_validity,
                performance_rating,
                                       lessons, reviewer, reviewed_at, cost_usd)
            SELECT id, rule_id, exit_time, pnl, 'It moved.', '{}', '{}', 'valid', 4, '{}', 'rules', $2, 0 FROM trades WHERE id = $1
            """
        );
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        review.Parameters.AddWithValue(trade);
        review.Parameters.AddWithValue(service.Clock.GetCurrentInstant().ToDateTimeUtc());
        Assert.Equal(1, await review.ExecuteNonQueryAsync());
    }

    /// <summary>The columns are what the rule's grain makes of all its reviews.</summary>
    private static async Task AssertColumnsEqualAsync(TestService service, string rule)
    {
        var columns = await service.ScalarAsync<string>($"{Row} '{rule}'");
        var shown = await service.PerformanceAsync(rule);
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Score(shown):R}|{shown.TotalTrades}|{shown.WinningTrades}|{shown.WinRate.Rate:R}|{shown.PnlByCurrency[0].Pnl}|"
                    + $"{shown.AvgPerformanceRating:R}|{shown.TotalTrades}|{shown.UnreviewedTrades}"
            ),
            columns
        );
    }

    [Fact]
    public async Task TheHistoryEndsAtTheScoreAndHasAPointForEachDay()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        await service.RecordAsync([.. Enumerable.Range(0, 30).Select(i => (object)Trade($"t{i}", wins: i % 3 > 0, minute: i * 90))]);
        foreach (var i in Enumerable.Range(0, 30).Reverse())
            await service.AnalyzeAsync($"t{i}");
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        var (history, now) = (
            await service.GetAsync<StrategyHistory>("/api/strategies/pullback/history"),
            await service.GetAsync<StrategyPerformance>("/api/strategies/pullback/performance")
        );
        var last = history.Points[^1];
        Assert.Equal((now.EffectivenessScore, now.TotalTrades, now.WinRate), (last.EffectivenessScore, last.TotalTrades, last.WinRate));
        Assert.Equal(
            await service.ScalarAsync<string>(
                "SELECT string_agg(day || ' ' || n, ',' ORDER BY day) FROM "
                    + "(SELECT (exit_time AT TIME ZONE 'UTC')::date AS day, count(*) AS n FROM trades GROUP BY 1) d"
            ),
            string.Join(',', history.Points.Select(point => $"{point.Day:yyyy-MM-dd} {point.TradesOfDay}"))
        );
        Assert.Equal(history.Points.Select(point => point.TotalTrades), history.Points.Select(point => point.TotalTrades).Order());
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync("/api/strategies/nothing/history")).StatusCode);
    }
}
