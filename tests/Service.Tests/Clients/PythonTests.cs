using System.Diagnostics;
using LearningActors.Client;
using LearningActors.Tests.Cli;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Clients;

/// <summary>The Python client works against the running service, with the standard library alone.</summary>
public sealed class PythonTests
{
    [PythonFact]
    public async Task ItsOwnTestsPass()
    {
        await using var service = await TestService.StartAsync();
        await PythonRun.TestAsync(service, "tests.test_client");
        Assert.Equal(
            "100.10|103.30",
            await service.ScalarAsync<string>("SELECT entry_price || '|' || exit_price FROM trades WHERE id = 'python-1'")
        );
        Assert.Equal(
            1000,
            await service.ScalarAsync<long>("SELECT max(n) FROM (SELECT count(*) AS n FROM llm_feedback GROUP BY explanation_id) v")
        );
    }

    [PythonFact]
    public async Task ReplayStoresWhatTheOtherReplayWouldUnderTheSameIds()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            [
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low.","""
                    + """ "feedback": {"helpful": true, "session": "s"}}""",
                """{"ticker": "SHOP", "action": "Sell", "confidence": "0.70", "reason": "Größer.", "note": "é", "stop_loss": 1.50}""",
                """{"ticker": "AAPL", "signal": "TRIM", "confidence": 0.8, "explanation": "Less."}""",
                "not json",
            ]
        );
        await using var service = await TestService.StartAsync();
        var first = await SentAsync(service, "replay", file);
        Assert.Contains("line 3: action 'TRIM' is not one of Buy, Sell, Hold", first);
        Assert.Contains("line 4: is not a JSON object", first);
        Assert.Contains("4 lines: 2 explanations stored, 0 stored before, 2 not usable; 1 votes taken, 0 refused.", first);
        Assert.Contains("0 explanations stored, 2 stored before", await SentAsync(service, "replay", file));
        Assert.Contains("0 explanations stored, 2 stored before", await service.SendAsync("replay", file));
        Assert.Equal(
            "2|1",
            await service.ScalarAsync<string>("SELECT (SELECT count(*) FROM llm_explanations) || '|' || count(*) FROM llm_feedback")
        );
    }

    [PythonFact]
    public async Task TradesOfCsvAndOfABacktestAreImportedAsByTheOtherCommand()
    {
        await using var service = await TestService.StartAsync();
        var csv = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            csv,
            [
                "trade_id,strategy_rule,symbol,side,entry_time,exit_time,entry_price,exit_price,quantity",
                "c1,csv,AAPL,long,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,100.10,103.30,2",
                "c2,csv,AAPL,long,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,many,103.30,2",
            ]
        );
        var words = await SentAsync(service, "import", "trades", csv);
        Assert.Contains("line 3 entry_price is 'many', which is not a number", words);
        Assert.Contains("2 trades: 1 stored, 0 stored before, 1 not usable; 1 reviewed.", words);

        var backtest = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            backtest,
            """
            {"strategy": {"Trend": {"timeframe": "5m", "stake_currency": "USDT", "trades": [
              {"pair": "BTC/USDT", "is_short": false, "open_date": "2026-03-01 10:00:00+00:00", "close_date": "2026-03-01 11:00:00+00:00",
               "open_rate": 100.1, "close_rate": 103.3, "amount": 0.3, "fee_open": 0.001, "fee_close": 0.001, "profit_abs": 0.96,
               "exit_reason": "roi", "enter_tag": "cross", "min_rate": 99.5, "max_rate": 104, "initial_stop_loss_abs": 95.1}]}}}
            """
        );
        Assert.Contains("1 trades: 1 stored", await SentAsync(service, "import", "trades", backtest));
        Assert.Contains("1 trades: 0 stored, 1 stored before", await service.SendAsync("import", "trades", backtest));
        await using var other = await TestService.StartAsync();
        await other.SendAsync("import", "trades", backtest);
        const string Figures =
            "SELECT concat_ws('|', id, entry_price, exit_price, quantity, fees, pnl, status) FROM trades WHERE id LIKE 'freqtrade%'";
        Assert.Equal(await other.ScalarAsync<string>(Figures), await service.ScalarAsync<string>(Figures));
    }

    [PythonFact]
    public async Task ABrokersFileIsImportedAndUndone()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "Käufe \"2026\".csv");
        await File.WriteAllLinesAsync(
            file,
            ["execution_id,executed_at,instrument,action,quantity,price,fees", "e1,2026-03-02T15:00:00Z,PLTR,STO,1,2.40,1"]
        );
        await using var service = await TestService.StartAsync();
        var words = await SentAsync(service, "import", "broker", file, "--account", "ira");
        Assert.Contains("1 rows: 1 executions stored, 0 stored before", words);
        var import = Assert.Single(await service.ItemsAsync<ImportRecord>(LearningClient.Imports));
        Assert.Equal("Käufe \"2026\".csv", import.FileName);
        Assert.Contains("Undone: 1 executions", await SentAsync(service, "import", "undo", $"{import.Id}"));
        var (exit, _, errors) = await PythonRun.RunAsync(
            service.Url,
            service.Keys.Engine!,
            null,
            "-m",
            "learning_actors",
            "import",
            "trades",
            "none.csv"
        );
        Assert.Equal(1, exit);
        Assert.Contains("none.csv can't be read", errors);
    }

    [PythonFact]
    public Task ItsBatcherGoesThroughAKillAndLosesNothing() =>
        BatcherKill.RunAsync(
            new ProcessStartInfo("python3", ["-B", "-m", "tests.kill", $"{BatcherKill.Votes}"]) { WorkingDirectory = PythonRun.Folder }
        );

    private static async Task<string> SentAsync(TestService service, params string[] arguments)
    {
        var (exit, words, errors) = await PythonRun.RunAsync(
            service.Url,
            service.Keys.Engine!,
            null,
            ["-m", "learning_actors", .. arguments]
        );
        Assert.True(exit == 0, $"{exit}: {errors}\n{words}");
        return words;
    }
}
