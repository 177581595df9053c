using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Trades;

/// <summary>Trades over HTTP.</summary>
internal static class TradeDriver
{
    internal static Task<StrategyRule> AddRuleAsync(this TestService service, string rule = "pullback") =>
        service.PostAsync<StrategyRule>("/api/strategies", new { id = rule });

    /// <summary>A trade that wins 10 or loses 5, as the API takes it.</summary>
    internal static Dictionary<string, object?> Trade(
        string id,
        bool wins,
        int minute = 0,
        string rule = "pullback",
        string setup = "pullback",
        string phase = "range"
    ) =>
        new()
        {
            ["trade_id"] = id,
            ["strategy_rule"] = rule,
            ["symbol"] = "BTC/USD",
            ["side"] = "long",
            ["setup_type"] = setup,
            ["market_phase"] = phase,
            ["timeframe"] = "5m",
            ["entry_time"] = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero).AddMinutes(minute),
            ["exit_time"] = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero).AddMinutes(minute),
            ["entry_price"] = 100m,
            ["exit_price"] = wins ? 110m : 95m,
            ["quantity"] = 1m,
            ["stop_price"] = 94m,
            ["status"] = wins ? "tp1_hit" : "stopped",
        };

    internal static async Task<ItemsResponse<RecordedTrade>> RecordAsync(this TestService service, params object[] trades)
    {
        var response = await service.Engine.PostAsJsonAsync("/api/trades", trades);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ItemsResponse<RecordedTrade>>(ClientJson.Options))!;
    }

    internal static async Task<TradeReview> AnalyzeAsync(this TestService service, string id)
    {
        var response = await service.Engine.PostAsync($"/api/learning/analyze-trade/{Uri.EscapeDataString(id)}", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<TradeReview>(ClientJson.Options))!;
    }

    /// <summary>How a rule does, read when the last figures are old enough.</summary>
    internal static Task<StrategyPerformance> PerformanceAsync(this TestService service, string rule = "pullback")
    {
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        return service.GetAsync<StrategyPerformance>($"/api/strategies/{rule}/performance");
    }
}
