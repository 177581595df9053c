using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LearningActors.Tests.Http;

/// <summary>Ids stand in paths.</summary>
public sealed class PathTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task AnIdWithASlashIsFoundWhereItIsEscaped()
    {
        var service = fixture.Service;
        await service.LogAsync(1, ticker: "BRK/B");
        foreach (var ticker in new[] { "BRK%2FB", "BRK%2fB" })
            Assert.Contains("BRK/B", (await service.Read.GetFromJsonAsync<JsonElement>($"/api/signals/{ticker}/BUY")).ToString());
        var id = "a/b c%d";
        Assert.Equal(HttpStatusCode.OK, (await service.Engine.PostAsJsonAsync("/api/strategies", new { id = "slash" })).StatusCode);
        var trade = await service.Engine.PostAsJsonAsync(
            "/api/trades",
            new
            {
                trade_id = id,
                strategy_rule = "slash",
                symbol = "BTC/USD",
                side = "long",
                setup_type = "x",
                market_phase = "y",
                timeframe = "5m",
                status = "closed",
                entry_time = "2026-03-02T10:00:00Z",
                exit_time = "2026-03-02T11:00:00Z",
                entry_price = 100,
                exit_price = 103,
                quantity = 1,
                entry_reasoning = "A test.",
            }
        );
        Assert.True(trade.IsSuccessStatusCode, await trade.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await service.Read.GetAsync($"/api/trades/{Uri.EscapeDataString(id)}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync("/api/trades/a%2Fb")).StatusCode);
    }
}
