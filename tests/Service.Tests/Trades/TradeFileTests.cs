using System.Text.Json;
using LearningActors.Cli.Files;
using LearningActors.Cli.Import;
using LearningActors.Client;
using LearningActors.Tests.Cli;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Trades;

/// <summary>Trades arrive as the files that backtests and desks write.</summary>
public sealed class TradeFileTests
{
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
            "SELECT string_agg(CASE WHEN pnl > 0 THEN 'w' ELSE 'l' END || ':' || setup_validity || ':' || performance_rating, ',' ORDER "
                + "BY exit_time, trade_id COLLATE \"C\") FROM trade_reviews"
        );
        Assert.Equal(
            ScoreByHand.Replay(
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
            """{"trade_id": "a", "strategy_rule": "r", "symbol": "s", "side": "long", "entry_time": "2026-03-02T10:00:00Z","""
            + """ "exit_time": "2026-03-02T12:00:00Z", "entry_price": 1, "exit_price": 2, "quantity": 3}""";
        Assert.Equal(
            [null, "is not a JSON object"],
            Read(FileKind.TradesJson, $$"""{"trades": [{{Whole}}, 7]}""").Select(one => one.Unusable)
        );
        var lines = Read(
            FileKind.TradeLines,
            $"{Whole}\n\nnot json\n7\n{{\"trade_id\": \"a\"}}\n"
                + $"{Whole.Replace("\"symbol\"", "\"simbol\"")}\n{Whole.Replace(": 3}", ": \"3\"}")}\n"
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
}
