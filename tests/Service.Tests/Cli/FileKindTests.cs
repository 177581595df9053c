using LearningActors.Cli.Files;

namespace LearningActors.Tests.Cli;

/// <summary>
/// A file of the wrong kind is refused before anything is sent, and the message says what it is and which command takes it.
/// </summary>
public sealed class FileKindTests : IDisposable
{
    private static readonly string[][] s_commands =
    [
        ["replay"],
        ["import", "trades"],
        ["import", "broker"],
    ];
    private readonly string _folder = Directory.CreateTempSubdirectory("learningactors-files-").FullName;

    /// <summary>Every file of the shared data, what it looks like, and the command that takes it with what that prints.</summary>
    public static TheoryData<string, string, string?, string?> Data =>
        new()
        {
            { "signals/recommendations.jsonl", "recommendations, one JSON object a line", "replay", "2253 lines: " },
            { "trades/freqtrade-backtest.json", "a backtest of freqtrade", "import trades", "179 trades: 179 stored" },
            { "broker/tastytrade-2020-05_2020-12.csv", "tastytrade's export", "import broker", "248 rows: 215 executions stored" },
            { "broker/tastytrade-original-2018_2020.csv", "tastytrade's export", "import broker", "423 rows: 352 executions stored" },
            { "broker/tastytrade-uso-split.csv", "tastytrade's export", "import broker", "8 rows: 8 executions stored" },
            { "broker/tastytrade-original-2018_2020-closed.csv", "CSV with other columns", null, null },
            { "broker/ibkr-flex-report.xml", "a Flex report of Interactive Brokers", "import broker", "not usable." },
            { "broker/ibkr-flex-trades.csv", "a Flex report of Interactive Brokers", "import broker", "3 rows: 3 executions stored" },
            { "broker/thinkorswim-trades.csv", "trades of thinkorswim", "import broker", "2 rows: 2 executions stored" },
            { "broker/fidelity-history.csv", "Fidelity's history of an account", "import broker", "2 rows: 2 executions stored" },
            { "broker/etrade-activity.csv", "E*TRADE's activity of an account", "import broker", "2 rows: 2 executions stored" },
            { "vectors/chi2_cramer.json", "JSON of another kind", null, null },
            { "vectors/chisq_power_R_pwr.json", "JSON of another kind", null, null },
            { "vectors/group_sequential_spotify.json", "JSON of another kind", null, null },
            { "vectors/growthbook_bucketing.json", "JSON of another kind", null, null },
            { "vectors/multiple_testing.json", "JSON of another kind", null, null },
            { "README.md", "plain text", null, null },
        };

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SharedDataTheory("README.md")]
    [MemberData(nameof(Data))]
    public async Task EveryFileIsTakenByOneCommandOrByNone(string name, string looksLike, string? takenBy, string? says)
    {
        var file = SharedData.Path(name);
        foreach (var command in s_commands.Where(command => string.Join(' ', command) != takenBy))
        {
            var (exit, words, errors) = await CommandDriver.RunAsync(null, [.. command, file]);
            Assert.Equal((1, ""), (exit, words));
            Assert.StartsWith($"./run {string.Join(' ', command)}: {file} looks like {looksLike}", errors);
            Assert.Contains("Nothing was sent.", errors);
            Assert.Contains(takenBy is null ? "which no command takes" : $"Send it with: ./run {takenBy} {file}", errors);
        }

        if (takenBy is null)
            return;
        await using var service = await TestService.StartAsync();
        var taken = await service.SendAsync([.. takenBy.Split(' '), file]);
        Assert.Contains(says!, taken);
        Assert.Contains($"Look next: {service.Url}/dashboard/#", taken);
    }

    [Fact]
    public void TheTableNamesEveryFileOfTheSharedData()
    {
        if (SharedData.Missing("README.md") is not null)
            return;
        var root = Path.GetDirectoryName(SharedData.Path("README.md"))!;
        Assert.Equal(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(),
            Data.Select(row => (string)row[0]!).Order()
        );
    }

    [Theory]
    [InlineData("%PDF-1.7\nx", "a PDF document")]
    [InlineData("PK\u0003\u0004rest", "a spreadsheet or another archive")]
    [InlineData("a\0b", "a binary file")]
    [InlineData("<html></html>", "XML or HTML")]
    [InlineData("{", "JSON that is not valid")]
    [InlineData("{\"rows\": []}", "JSON of another kind")]
    [InlineData("""[{"ticker": "A", "signal": "BUY"}]""", "explanations as JSON that does not have one object a line")]
    [InlineData("""{"instrument": "A", "executed_at": "2026-01-02"}""", "executions as JSON")]
    [InlineData("""{"symbol": "A", "sent_at": "2026-01-02"}""", "recommendations for POST /api/v1/strategies/learning/recommendations")]
    [InlineData("""{"trade_id": "1", "trade_id": "2"}""", "JSON that is not valid")]
    [InlineData("a,b\n1,2\n", "CSV with other columns")]
    [InlineData("hello", "plain text")]
    public async Task WhatNoCommandTakesIsNamed(string content, string looksLike)
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, content);
        foreach (var command in s_commands)
        {
            var (exit, _, errors) = await CommandDriver.RunAsync(null, [.. command, file]);
            Assert.Equal(1, exit);
            Assert.Contains($"looks like {looksLike}", errors);
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n\n", "is empty")]
    [InlineData(null, "There is no file")]
    public async Task AFileWithoutContentIsRefused(string? content, string says)
    {
        var file = Path.Combine(_folder, "file");
        if (content is not null)
            await File.WriteAllTextAsync(file, content);
        var (exit, _, errors) = await CommandDriver.RunAsync(null, "replay", file);
        Assert.Equal(1, exit);
        Assert.Contains(says, errors);
    }

    [Fact]
    public async Task AFolderIsRefused()
    {
        var (exit, _, errors) = await CommandDriver.RunAsync(null, "import", "broker", _folder);
        Assert.Equal(1, exit);
        Assert.StartsWith($"./run import broker: {_folder} is a folder.", errors);
    }

    [Fact]
    public async Task ACommandThatStoredNothingFails()
    {
        await using var service = await TestService.StartAsync();
        foreach (
            var (command, content) in new[]
            {
                ("replay", """{"ticker": "AAPL", "signal": "TRIM", "confidence": 0.8}"""),
                ("import trades", """[{"trade_id": "a"}]"""),
                ("import broker", "execution_id,executed_at,instrument,action,quantity,price,fees\na,yesterday,PLTR,STO,1,240,1\n"),
                ("import broker", "execution_id,executed_at,instrument,action,quantity,price,fees\n"),
            }
        )
        {
            var file = Path.Combine(_folder, "file");
            await File.WriteAllTextAsync(file, content);
            var (exit, words, _) = await service.RunAsync([.. command.Split(' '), file]);
            Assert.True(exit == 1 && words.Contains("Nothing was stored."), $"{command}: {exit} {words}");
            Assert.DoesNotContain("Look next", words);
        }
    }

    [Fact]
    public async Task TheNameOfAFileDoesNotMatter()
    {
        var file = Path.Combine(_folder, "trades.csv");
        await File.WriteAllTextAsync(file, """{"trade_id": "a", "symbol": "BTC/USD"}""");
        Assert.Equal(FileKind.TradeLines, InputFile.Open(file, FileCommand.ImportTrades).Kind);
        await File.WriteAllTextAsync(file, "trade_id,symbol\r\na,BTC/USD\r\n", System.Text.Encoding.Unicode);
        Assert.Equal(FileKind.TradesCsv, InputFile.Open(file, FileCommand.ImportTrades).Kind);
    }

    [Fact]
    public async Task ACommandThatIsNotKnownOrLacksItsFileFails()
    {
        Assert.Equal(1, (await CommandDriver.RunAsync(null, "import", "prices", "x")).Exit);
        Assert.Equal(1, (await CommandDriver.RunAsync(null, "replay")).Exit);
    }
}
