using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Http;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Trades;

/// <summary>Trades are taken once, reviewed, and earn their rule its score.</summary>
public sealed class TradeTests
{
    [Fact]
    public async Task ATradeIsStoredOnceHoweverOftenItComes()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var first = await service.RecordAsync(Trade("a", wins: true), Trade("b", wins: false), Trade("a", wins: false));
        Assert.Equal((2, 1), (first.Stored, first.Duplicates));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.RecordAsync(Trade("a", wins: false))));
        var stored = await service.GetAsync<TradeRecord>("/api/trades/a");
        Assert.Equal((10m, "tp1_hit"), (stored.Pnl, stored.Status));
        Assert.Equal(2, await service.ScalarAsync<long>("SELECT count(*) FROM trades"));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync("/api/trades/unknown")).StatusCode);
    }

    [Fact]
    public async Task ProfitsInDifferentCurrenciesAreNotAdded()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var (euro, bitcoin) = (Trade("b", wins: false, minute: 1), Trade("c", wins: true, minute: 2));
        (euro["currency"], bitcoin["currency"]) = ("eur", "BTC");
        await service.RecordAsync(Trade("a", wins: true), euro, bitcoin, Trade("d", wins: false, minute: 3));
        foreach (var id in new[] { "a", "b", "c", "d" })
            await service.AnalyzeAsync(id);
        Assert.Equal(["USD", "EUR", "BTC"], [await CurrencyAsync("a"), await CurrencyAsync("b"), await CurrencyAsync("c")]);
        var performance = await service.PerformanceAsync("pullback");
        Assert.Equal(
            [("BTC", 1, 10m, null), ("EUR", 1, -5m, 0m), ("USD", 2, 5m, 2m)],
            performance.PnlByCurrency.Select(one => (one.Currency, one.Trades, one.Pnl, one.ProfitFactor))
        );
        // The score has no unit: a win is a win in any currency.
        Assert.Equal((4, 2), (performance.TotalTrades, performance.WinningTrades));

        async Task<string> CurrencyAsync(string id) => (await service.GetAsync<TradeRecord>($"/api/trades/{id}")).Currency;
    }

    [Theory]
    [InlineData("currency", "US DOLLAR", "currency")]
    [InlineData("currency", "", "currency")]
    [InlineData("entry_price", "NaN", "entry_price")]
    [InlineData("entry_price", 0, "entry_price")]
    [InlineData("exit_price", -1, "exit_price")]
    [InlineData("multiplier", 0, "multiplier")]
    // The prices are for a unit: with 100 units in one of quantity the profit of 10 contradicts them.
    [InlineData("multiplier", 100, "pnl")]
    [InlineData("asset_type", "option", "multiplier")]
    [InlineData("asset_type", "bonds", "asset_type")]
    [InlineData("quantity", 0, "quantity")]
    [InlineData("exit_time", "2026-03-02T09:00:00Z", "exit_time")]
    [InlineData("exit_time", "2026-03-02 11:00", "exit_time")]
    [InlineData("side", "up", "side")]
    [InlineData("status", "lost", "status")]
    [InlineData("pnl", 500, "pnl")]
    [InlineData("symbol", null, "symbol")]
    [InlineData("strategy_rule", "unknown", "strategy_rule")]
    [InlineData("lowest_price", 120, "highest_price")]
    [InlineData("candles", "none", "candles")]
    public async Task AWrongFieldIsNamedAndNothingIsStored(string field, object? value, string named)
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var trade = Trade("a", wins: true);
        (trade["highest_price"], trade["pnl"]) = (111m, 10m);
        trade[field] = value;
        var response = await service.Engine.PostAsJsonAsync("/api/trades", trade);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, (await Problems.ReadAsync(response)).Errors!.Keys);
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM trades"));
    }

    [Fact]
    public async Task AnExpiredOptionIsTakenWithItsMultiplier()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var option = Trade("o", wins: false);
        (option["asset_type"], option["multiplier"], option["quantity"]) = ("option", 100, 2);
        (option["entry_price"], option["exit_price"], option["stop_price"], option["fees"]) = (1.5m, 0, 0.5m, 2.6m);
        await service.RecordAsync(option);
        var stored = await service.GetAsync<TradeRecord>("/api/trades/o");
        Assert.Equal(("option", 100m, 0m, -302.6m), (stored.AssetType, stored.Multiplier, stored.ExitPrice, stored.Pnl));
        Assert.Equal(-1.513, stored.RMultiple!.Value, 12);
        Assert.Null(stored.Review);
        var review = await service.AnalyzeAsync("o");
        Assert.Contains("It lost 1.51 times what it risked.", review.WhatDidntWork);
        Assert.Equal(review.WhatHappened, (await service.GetAsync<TradeRecord>("/api/trades/o")).Review!.WhatHappened);
        // What insights read of it.
        await service.PostAsync("/api/learning/aggregate", new { });
        Assert.Equal(1, (await service.PerformanceAsync()).PnlByCurrency[0].Trades);
    }

    [Fact]
    public async Task ExcursionsFollowFromCandlesWhereTheExtremesAreNotGiven()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var (shown, given) = (Trade("a", wins: true), Trade("b", wins: true, minute: 1));
        var entry = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        shown["candles"] = Enumerable
            .Range(-1, 14)
            .Select(i => new
            {
                at = entry.AddMinutes(5 * i),
                open = 100,
                // The one before the entry, and the one after the exit, say nothing of it.
                high = i is -1 or 12 ? 150 : 112,
                low = i is -1 or 12 ? 50 : 96,
                close = 100,
            })
            .ToArray();
        (given["candles"], given["lowest_price"]) = (shown["candles"], 98m);
        await service.RecordAsync(shown, given);
        var one = await service.GetAsync<TradeRecord>("/api/trades/a");
        Assert.Equal((96m, 112m, 0.04, 0.12), (one.LowestPrice, one.HighestPrice, one.AdverseExcursion, one.FavourableExcursion));
        Assert.Equal(14, one.Candles.Count);
        Assert.Equal(98m, (await service.GetAsync<TradeRecord>("/api/trades/b")).LowestPrice);
        Assert.Contains("4.00 % against and 12.00 % in favour", (await service.AnalyzeAsync("a")).WhatHappened);

        // The schema's step does the same for trades that were stored without.
        var step = await File.ReadAllTextAsync(Repository.Path("deploy", "postgres", "0030_trade_multiplier.sql"));
        await using (
            var update = service.Database.CreateCommand(
                "UPDATE trades SET lowest_price = NULL, highest_price = NULL; "
                    + step[step.IndexOf("WITH candles", StringComparison.Ordinal)..]
            )
        )
            await update.ExecuteNonQueryAsync();
        Assert.Equal(
            "a:96:112 b:96:112",
            await service.ScalarAsync<string>(
                "SELECT string_agg(id || ':' || lowest_price || ':' || highest_price, ' ' ORDER BY id) FROM trades"
            )
        );

        var reversed = Trade("c", wins: true);
        reversed["candles"] = new[]
        {
            new
            {
                at = entry,
                open = 1,
                high = 1,
                low = 2,
                close = 1,
            },
        };
        Assert.Equal("It is below low.", await service.RefusedAsync("/api/trades", reversed, HttpStatusCode.BadRequest, "candles[0].high"));
    }

    [Fact]
    public async Task TradesAndReviewsAreListedAndFiltered()
    {
        await using var service = await TestService.StartAsync();
        foreach (var rule in new[] { "pullback", "breakout" })
            await service.AddRuleAsync(rule);
        var euro = Trade("e", wins: true, minute: 1500, rule: "breakout", setup: "breakout", phase: "drive");
        (euro["currency"], euro["asset_type"], euro["side"], euro["exit_price"], euro["stop_price"]) = ("EUR", "share", "short", 90m, null);
        await service.RecordAsync(Trade("a", wins: true), Trade("b", wins: false, minute: 60), Trade("c", wins: true, minute: 120), euro);
        foreach (var id in new[] { "a", "e" })
            await service.AnalyzeAsync(id);

        foreach (
            var (query, ids) in new[]
            {
                ("", "e c b a"),
                ("strategy_rule=pullback&win=true", "c a"),
                ("win=false", "b"),
                ("reviewed=false", "c b"),
                ("reviewed=true&sort=pnl", "a e"),
                ("setup_type=breakout&market_phase=drive&symbol=BTC%2FUSD&timeframe=5m", "e"),
                ("hour=11", "e b"),
                ("side=short", "e"),
                ("status=stopped", "b"),
                ("asset_type=share&currency=eur", "e"),
                ("asset_type=option", ""),
                ("from=2026-03-02T12:00:00Z&to=2026-03-02", "c b"),
                ("sort=entry_time&limit=2", "a b"),
            }
        )
            Assert.Equal(
                (query, ids),
                (query, string.Join(' ', (await service.ItemsAsync<ListedTrade>($"/api/trades?{query}")).Select(one => one.TradeId)))
            );
        var listed = (await service.ItemsAsync<ListedTrade>("/api/trades?reviewed=true&currency=USD"))[0];
        Assert.Equal(("a", 4, 10.0 / 6), (listed.TradeId, listed.Review!.PerformanceRating, listed.RMultiple!.Value));

        foreach (
            var (query, ids) in new[]
            {
                ("", "e a"),
                ("strategy_rule=breakout", "e"),
                ("lessons=true", "e"),
                ("lessons=false", "a"),
                ("reviewer=rules&setup_validity=valid&sort=exit_time", "a e"),
                ("reviewer=openai", ""),
                ("symbol=ETH%2FUSD", ""),
                ("to=2020-01-01", ""),
            }
        )
            Assert.Equal(
                (query, ids),
                (
                    query,
                    string.Join(' ', (await service.ItemsAsync<ReviewRecord>($"/api/learning/reviews?{query}")).Select(one => one.TradeId))
                )
            );
        var review = (await service.ItemsAsync<ReviewRecord>("/api/learning/reviews?lessons=true"))[0];
        Assert.Equal(("breakout", 10m, "EUR"), (review.StrategyRule, review.Pnl, review.Currency));
        Assert.Equal("Record the stop, so that the risk is known.", review.Lessons[0]);

        var csv = await service.Read.GetStringAsync("/api/trades?format=csv&sort=exit_time&limit=1");
        var (header, row) = (csv.Split("\r\n")[0].Split(','), csv.Split("\r\n")[1]);
        Assert.Contains("review.lessons", header);
        Assert.DoesNotContain("candles", header);
        Assert.StartsWith("a,pullback,BTC/USD,long,", row);
    }

    [Fact]
    public async Task OneBadTradeOfAnArrayDoesNotHarmTheOthersOfOtherRequests()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        var mixed = await service.RecordAsync(Trade("a", wins: true), Trade("b", wins: true, rule: "unknown"));
        Assert.Equal(1, mixed.Stored);
        Assert.Contains("'unknown' is unknown", mixed.Results[1].Error);
        Assert.True((await service.GetAsync<TradeRecord>("/api/trades/a")).Pnl > 0);
    }
}
