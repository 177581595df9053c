using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Trades;

/// <summary>Each trade is reviewed once, by rules or by the model, and a rule's score is the replay of its reviews.</summary>
public sealed class TradeReviewTests
{
    [Fact]
    public async Task TheScoreIsAReplayWhateverTheOrderAndHoweverOftenATradeIsReviewed()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var wins = Enumerable.Range(0, 30).Select(i => i * 7 % 10 < 6).ToArray();
        await service.RecordAsync([.. wins.Select((won, i) => (object)Trade($"t{i}", won, minute: i))]);
        var before = await service.PerformanceAsync();
        Assert.Equal((0.5, 0, 30), (before.EffectivenessScore, before.TotalTrades, before.UnreviewedTrades));

        // Out of order, at once, and some of them again.
        var order = Enumerable.Range(0, 30).Select(i => i * 11 % 30).Concat([3, 3, 3, 17]).ToArray();
        await Task.WhenAll(order.Select(i => service.AnalyzeAsync($"t{i}")));
        var after = await service.PerformanceAsync();
        // By the rules a win at its target is valid and rated 5, a loss at its stop invalid (the price never rose) and rated 3.
        var reviews = await service.ScalarAsync<string>(
            "SELECT string_agg(trade_id || ':' || setup_validity || ':' || performance_rating, ',' ORDER BY exit_time) FROM trade_reviews"
        );
        var expected = ScoreByHand.Replay(
            reviews
                .Split(',')
                .Select(review => review.Split(':'))
                .Select(parts => (wins[int.Parse(parts[0][1..])], parts[1], int.Parse(parts[2])))
        );
        Assert.Equal(expected, after.EffectivenessScore, 12);
        Assert.Equal((30, wins.Count(won => won), 0), (after.TotalTrades, after.WinningTrades, after.UnreviewedTrades));
        Assert.Equal(30, await service.ScalarAsync<long>("SELECT count(*) FROM trade_reviews"));

        // A late trade with an early exit takes its place in the row.
        await service.RecordAsync(Trade("early", wins: false, minute: -60));
        await service.AnalyzeAsync("early");
        var late = (await service.PerformanceAsync()).EffectivenessScore;
        Assert.NotEqual(expected, late);
        await using var again = await Restarted(service);
        Assert.Equal(late, (await again.PerformanceAsync()).EffectivenessScore, 12);
    }

    [Fact]
    public async Task ACrashBetweenTradeAndReviewIsMadeUpByTheNight()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        await service.RecordAsync(Trade("a", wins: true), Trade("b", wins: false, minute: 5));
        await service.AnalyzeAsync("a");
        // The process is lost before b is reviewed.
        await using var again = await Restarted(service);
        await again.RunCycleAsync("nightly-learning");
        var performance = await again.PerformanceAsync();
        Assert.Equal((2, 0), (performance.TotalTrades, performance.UnreviewedTrades));
    }

    [Fact]
    public async Task RulesAreRankedByEffectivenessAndChanged()
    {
        await using var service = await TestService.StartAsync();
        foreach (var rule in new[] { "good", "bad", "new" })
            await service.AddRuleAsync(rule);
        for (var i = 0; i < 6; i++)
            await service.RecordAsync(
                Trade($"g{i}", wins: true, minute: i, rule: "good"),
                Trade($"b{i}", wins: false, minute: i, rule: "bad")
            );
        await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(i => new[] { service.AnalyzeAsync($"g{i}"), service.AnalyzeAsync($"b{i}") }));
        Assert.Equal(["good", "new", "bad"], (await service.ItemsAsync<StrategyPerformance>("/api/strategies")).Select(one => one.Id));
        var changed = await service.Engine.PatchAsJsonAsync("/api/strategies/bad", new { is_active = false, description = "Retired." });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(["good", "new"], (await service.ItemsAsync<StrategyPerformance>("/api/strategies?active=true")).Select(one => one.Id));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await service.Engine.PatchAsJsonAsync("/api/strategies/unknown", new { is_active = false })).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync("/api/strategies/unknown/performance")).StatusCode);
        Assert.Contains("already", await service.RefusedAsync("/api/strategies", new { id = "good" }, HttpStatusCode.Conflict, "id"));
        Assert.Contains("no blanks", await service.RefusedAsync("/api/strategies", new { id = "a b" }, HttpStatusCode.BadRequest, "id"));
    }

    [Fact]
    public async Task TheModelReviewsAndItsFaultsFallBackToRulesAndAreRecorded()
    {
        await using var model = await OpenAiServer.StartAsync();
        model.Answer = (_, context) =>
            OpenAiServer.WriteAsync(
                context,
                """
                {"what_happened": "It rose to 110 and met its target.", "what_worked": ["The entry at 100."], "what_didnt_work": [],
                "setup_validity": "edge_case", "performance_rating": 4, "lessons": ["Hold longer."]}
                """
            );
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.AddRuleAsync();
        await service.RecordAsync(Trade("a", wins: true));
        var review = await service.AnalyzeAsync("a");
        Assert.Equal(("openai", "edge_case", 4), (review.Reviewer, review.SetupValidity, review.PerformanceRating));

        model.Answer = (_, context) =>
            OpenAiServer.WriteAsync(
                context,
                """
                {"what_happened": "It rose to 999.", "what_worked": [], "what_didnt_work": [], "setup_validity": "valid",
                "performance_rating": 4, "lessons": []}
                """
            );
        var fallback = await service.AnalyzeAsync("a");
        Assert.Equal(("rules", "invented_number:999"), (fallback.Reviewer, fallback.FallbackReason));
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM trade_reviews"));
        // Both answers were paid for.
        Assert.Equal(0.00012m, await service.ScalarAsync<decimal>("SELECT cost_usd FROM trade_reviews"));
        Assert.Equal(1, (await service.PerformanceAsync()).TotalTrades);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Engine.PostAsync("/api/learning/analyze-trade/unknown", null)).StatusCode);
    }

    private static async Task<TestService> Restarted(TestService service)
    {
        await service.DisposeAsync();
        return await TestService.StartAsync(connectionString: service.ConnectionString, clock: service.Clock);
    }
}
