using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Cli.Files;
using LearningActors.Cli.Import;
using LearningActors.Client;
using LearningActors.Tests.Cli;
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
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("errors").TryGetProperty(named, out _), problem.ToString());
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
        var step = await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(OpenApiDocumentTests.Path)!, "..", "deploy", "postgres", "0030_trade_multiplier.sql")
        );
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
        var expected = ReplayByHand(
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
                """{"what_happened": "It rose to 110 and met its target.", "what_worked": ["The entry at 100."], "what_didnt_work": [], "setup_validity": "edge_case", "performance_rating": 4, "lessons": ["Hold longer."]}"""
            );
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.AddRuleAsync();
        await service.RecordAsync(Trade("a", wins: true));
        var review = await service.AnalyzeAsync("a");
        Assert.Equal(("openai", "edge_case", 4), (review.Reviewer, review.SetupValidity, review.PerformanceRating));

        model.Answer = (_, context) =>
            OpenAiServer.WriteAsync(
                context,
                """{"what_happened": "It rose to 999.", "what_worked": [], "what_didnt_work": [], "setup_validity": "valid", "performance_rating": 4, "lessons": []}"""
            );
        var fallback = await service.AnalyzeAsync("a");
        Assert.Equal(("rules", "invented_number:999"), (fallback.Reviewer, fallback.FallbackReason));
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM trade_reviews"));
        // Both answers were paid for.
        Assert.Equal(0.00012m, await service.ScalarAsync<decimal>("SELECT cost_usd FROM trade_reviews"));
        Assert.Equal(1, (await service.PerformanceAsync()).TotalTrades);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Engine.PostAsync("/api/learning/analyze-trade/unknown", null)).StatusCode);
    }

    [SharedDataFact("trades/freqtrade-backtest.json")]
    public async Task ABacktestArrivesWholeAndTwiceChangesNothing()
    {
        await using var service = await TestService.StartAsync();
        var file = SharedData.Path("trades/freqtrade-backtest.json");
        var first = await service.SendAsync("import", "trades", file);
        Assert.Contains("179 trades: 179 stored, 0 stored before, 0 not usable; 179 reviewed.", first);
        var again = await service.SendAsync("import", "trades", file);
        Assert.Contains("179 trades: 0 stored, 179 stored before, 0 not usable; 0 reviewed.", again);

        // From the file alone.
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var trades = document
            .RootElement.GetProperty("strategy")
            .GetProperty("StrategyTestV3")
            .GetProperty("trades")
            .EnumerateArray()
            .Select(trade =>
                (
                    Pair: trade.GetProperty("pair").GetString()!,
                    Open: trade.GetProperty("open_timestamp").GetDouble(),
                    Close: trade.GetProperty("close_timestamp").GetDouble(),
                    Share: trade.GetProperty("profit_ratio").GetDecimal(),
                    Paid: trade.GetProperty("open_rate").GetDecimal()
                        * trade.GetProperty("amount").GetDecimal()
                        * (1 + trade.GetProperty("fee_open").GetDecimal())
                )
            )
            .ToArray();
        var performance = await service.PerformanceAsync("StrategyTestV3");
        Assert.Equal(179, trades.Length);
        Assert.Equal((179, trades.Count(trade => trade.Share > 0)), (performance.TotalTrades, performance.WinningTrades));
        // Each pair is quoted in BTC: nothing of it is in dollars.
        var pnl = Assert.Single(performance.PnlByCurrency);
        Assert.Equal(("BTC", 179), (pnl.Currency, pnl.Trades));
        // The file's profit_abs has no fees in it; its profit_ratio has, to eight digits.
        Assert.Equal(trades.Sum(trade => trade.Share * trade.Paid), pnl.Pnl, 8);
        var stored = await service.ItemsAsync<ListedTrade>("/api/trades?sort=entry_time&limit=1");
        var (turnover, fee) = (1e-3m + (0.00010074887218045112m * 10.37344398340249m), 0.0025m);
        Assert.Equal(
            (decimal.Round(turnover * fee, 12), "crypto", 1m),
            (decimal.Round(stored[0].Fees, 12), stored[0].AssetType, stored[0].Multiplier)
        );
        Assert.Equal("rules", await service.ScalarAsync<string>("SELECT DISTINCT reviewer FROM trade_reviews"));

        // The score by a replay in SQL's order of exit, with nothing of the service's code.
        var reviews = await service.ScalarAsync<string>(
            "SELECT string_agg(CASE WHEN pnl > 0 THEN 'w' ELSE 'l' END || ':' || setup_validity || ':' || performance_rating, ',' ORDER BY exit_time, trade_id COLLATE \"C\") FROM trade_reviews"
        );
        Assert.Equal(
            ReplayByHand(
                reviews.Split(',').Select(review => review.Split(':')).Select(parts => (parts[0] == "w", parts[1], int.Parse(parts[2])))
            ),
            performance.EffectivenessScore,
            12
        );
    }

    [Fact]
    public void FilesOfTheProjectsOwnAreReadAndUnusableRowsAreNamed()
    {
        const string Columns = "trade_id,strategy_rule,symbol,side,entry_time,exit_time,entry_price,exit_price,quantity,entry_reasoning";
        const string Rest = "BTC/USD,long,2026-03-02T10:00:00Z,2026-03-02T12:00:00+01:00";
        var csv = Read(
            FileKind.TradesCsv,
            $"{Columns}\na, pullback ,{Rest},100.5,101,2,\"Third test, at last.\"\nb,pullback,{Rest},cheap,101,2,\n"
                + "c,pullback,BTC/USD,long,2026-03-02T10:00:00,2026-03-02T12:00:00Z,100,101,2,\n"
        );
        Assert.Equal(
            new TradeInput
            {
                TradeId = "a",
                StrategyRule = "pullback",
                Symbol = "BTC/USD",
                Side = "long",
                EntryTime = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero),
                ExitTime = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero),
                EntryPrice = 100.5m,
                ExitPrice = 101,
                Quantity = 2,
                EntryReasoning = "Third test, at last.",
            },
            csv[0].Trade
        );
        Assert.Contains("entry_price is 'cheap', which is not a number", csv[1].Unusable);
        // Without an offset it would be another instant on another machine.
        Assert.Equal("entry_time is '2026-03-02T10:00:00', which can't be read", csv[2].Unusable);
        const string Whole =
            """{"trade_id": "a", "strategy_rule": "r", "symbol": "s", "side": "long", "entry_time": "2026-03-02T10:00:00Z", "exit_time": "2026-03-02T12:00:00Z", "entry_price": 1, "exit_price": 2, "quantity": 3}""";
        Assert.Equal(
            [null, "is not a JSON object"],
            Read(FileKind.TradesJson, $$"""{"trades": [{{Whole}}, 7]}""").Select(one => one.Unusable)
        );
        var lines = Read(
            FileKind.TradeLines,
            $"{Whole}\n\nnot json\n7\n{{\"trade_id\": \"a\"}}\n{Whole.Replace("\"symbol\"", "\"simbol\"")}\n{Whole.Replace(": 3}", ": \"3\"}")}\n"
        );
        Assert.Equal(["line 1", "line 3", "line 4", "line 5", "line 6", "line 7"], lines.Select(line => line.Place));
        Assert.Equal(
            [null, "is not valid JSON", "is not a JSON object", "strategy_rule is missing"],
            lines.Take(4).Select(line => line.Unusable)
        );
        Assert.StartsWith("simbol is not a field; the fields are trade_id, strategy_rule, symbol,", lines[4].Unusable);
        Assert.Equal("quantity is '3', which can't be read", lines[5].Unusable);

        static IReadOnlyList<ImportedTrade> Read(FileKind kind, string text) => TradeFile.Read(new InputFile("file", kind, text));
    }

    /// <summary>The specification's formula, written out once more.</summary>
    private static double ReplayByHand(IEnumerable<(bool Won, string Validity, int Rating)> reviews)
    {
        var (score, total, wins) = (0.5, 0, 0);
        foreach (var (won, validity, rating) in reviews)
        {
            total++;
            wins += won ? 1 : 0;
            var factor =
                validity == "valid" ? 1.0
                : validity == "edge_case" ? 0.9
                : 0.7;
            var weight = Math.Min(total / 20.0, 0.9);
            score = (weight * score) + ((1 - weight) * ((0.6 * ((double)wins / total) * factor) + (0.4 * rating / 5.0)));
        }

        return score;
    }

    private static async Task<TestService> Restarted(TestService service)
    {
        await service.DisposeAsync();
        return await TestService.StartAsync(connectionString: service.ConnectionString, clock: service.Clock);
    }
}
