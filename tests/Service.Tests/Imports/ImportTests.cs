using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Imports.ImportDriver;

namespace LearningActors.Tests.Imports;

/// <summary>A broker's file by upload: each row accounted for, the same again stores nothing.</summary>
public sealed class ImportTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Original = "broker/tastytrade-original-2018_2020.csv";

    private TestService Service => fixture.Service;

    [SharedDataFact(Original)]
    public async Task AnOriginalExportArrivesWholeAndAgainInAnotherZoneOrLayoutStoresNothing()
    {
        await using var service = await TestService.StartAsync();
        var text = await File.ReadAllTextAsync(SharedData.Path(Original));

        var first = await service.UploadAsync(text);

        Assert.Equal(("tastytrade", "complete", "engine"), (first.Broker, first.Status, first.ImportedBy));
        Assert.Equal((423, 352, 71, 0, 0), (first.Rows, first.Executions, first.Cash, first.Unusable, first.Missing));
        Assert.Equal(
            (352, 71, 352, 0, 71, 0),
            (first.New, first.CashNew, first.Stored, first.StoredBefore, first.CashStored, first.CashStoredBefore)
        );
        Assert.Equal(352, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));

        var again = await service.UploadAsync(text);

        Assert.Equal((first.Id, 0, 0, 352), (again.Id, again.New, again.CashNew, again.Stored));
        Assert.Equal((first.StartedAt, first.FinishedAt), (again.StartedAt, again.FinishedAt));

        // Another file: its times are those of New York, its numbers have no separators.
        var rewritten = string.Join('\n', text.Split('\n').Select(Rewritten));
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var other = await service.UploadAsync(rewritten);

        Assert.NotEqual(first.Id, other.Id);
        Assert.Equal((0, 0, 352, 71), (other.New, other.CashNew, other.StoredBefore, other.CashStoredBefore));
        Assert.Equal(
            [other.Id, first.Id],
            (await service.ItemsAsync<ImportRecord>($"{Root}?broker=Tastytrade&status=complete")).Select(one => one.Id)
        );
    }

    /// <summary>The cash of all rows is the change of the account's balance: that of the file, column by column.</summary>
    [SharedDataFact(Original)]
    public async Task CashIsStoredWithItsAmountAndWhatItWasFor()
    {
        await using var service = await TestService.StartAsync();
        var file = SharedData.Path(Original);
        await service.UploadAsync(await File.ReadAllBytesAsync(file));
        var lines = LearningActors.Brokers.BrokerFile.Read(
            await File.ReadAllTextAsync(file),
            LearningActors.Brokers.BrokerFileContext.Default
        );
        Assert.Equal(
            lines.Rows.OfType<LearningActors.Brokers.CashRow>().Sum(row => row.Amount),
            await service.ScalarAsync<decimal>("SELECT sum(amount) FROM cash_movements")
        );
        Assert.Equal(
            "adjustment:44 deposit:9 fee:2 interest:9 transfer:2 withdrawal:5",
            await service.ScalarAsync<string>(
                "SELECT string_agg(kind || ':' || n, ' ' ORDER BY kind) FROM (SELECT kind, count(*) AS n FROM cash_movements GROUP BY "
                    + "kind) k"
            )
        );
    }

    /// <summary>2018 and 2019, and then the rest: the same executions as of the whole, under the same ids.</summary>
    [SharedDataFact(Original)]
    public async Task TwoFilesThatFollowEachOtherAreTheWhole()
    {
        await using var whole = await TestService.StartAsync();
        await using var parts = await TestService.StartAsync();
        var text = await File.ReadAllTextAsync(SharedData.Path(Original));
        var lines = text.Split('\n');
        await whole.UploadAsync(text);

        var earlier = await parts.UploadAsync(
            string.Join('\n', lines.Where((line, i) => i == 0 || !line.StartsWith("2020", StringComparison.Ordinal)))
        );
        var all = await parts.UploadAsync(text);

        Assert.True(earlier.New > 0 && all.New > 0);
        Assert.Equal((352, earlier.New, 71), (earlier.New + all.New, all.StoredBefore, earlier.CashNew + all.CashNew));
        const string Ids =
            "SELECT string_agg(id, ' ' ORDER BY id) FROM (SELECT id FROM executions UNION ALL SELECT id FROM cash_movements) i";
        Assert.Equal(await whole.ScalarAsync<string>(Ids), await parts.ScalarAsync<string>(Ids));
    }

    [Fact]
    public async Task WhatCannotBeUsedIsGroupedByCauseAndListedByRow()
    {
        var wrong = string.Concat(Enumerable.Range(0, 84).Select(i => $"w{i},yesterday,PLTR,STO,1,1,0\n"));
        var import = await Service.UploadAsync($"{Header}{Row("g1")}{Row("g2")}b,2021-01-04T16:00:00Z,PLTR,STO,many,1,0\n{wrong}");

        Assert.Equal((87, 2, 85, 85), (import.Rows, import.New, import.Unusable, import.Missing));
        Assert.Equal(
            [
                ("can't be read: executed_at is not a time, such as 2020-12-29T15:36:21Z", 84, 5, true),
                ("can't be read: quantity is not a number", 1, 4, true),
            ],
            import.Problems.Select(one => (one.Message, one.Rows, one.FirstLine, one.MovesPosition))
        );
        var (lines, cursor) = (new List<int>(), "");
        while (cursor is not null)
        {
            var page = await Service.GetAsync<Page<UnusableRow>>($"{Root}/{import.Id}/rows?limit=50&cursor={cursor}");
            lines.AddRange(page.Items.Select(row => row.Line));
            cursor = page.NextCursor;
        }

        Assert.Equal(Enumerable.Range(4, 85), lines);
        var found = await Service.GetAsync<ImportRecord>($"{Root}/{import.Id}");
        Assert.Equal((import.Id, import.Unusable), (found.Id, found.Unusable));
    }

    /// <summary>Whatever the ledger could not hold is named, and the rest arrives.</summary>
    [Fact]
    public async Task ARowThatTheLedgerCannotHoldIsNotUsable()
    {
        var import = await Service.UploadAsync(
            $"{Header}{Row("l1")}{Row(new string('x', 201))}{Row("l2", instrument: new string('S', 101))}"
                + "l3,2021-01-04T16:00:00Z,X,BTO,1,-1,0\n"
        );

        Assert.Equal((1, 3), (import.New, import.Missing));
        Assert.Equal(
            ["has a id of more than 200 characters", "has a price below 0", "has a symbol of more than 100 characters"],
            import.Problems.Select(one => one.Message).Order()
        );
    }

    [Fact]
    public async Task FuturesTheirOptionsAndFractionsOfCoinsAreStored()
    {
        await using var service = await TestService.StartAsync();
        const string Columns =
            "Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,"
            + "Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Currency";
        var import = await service.UploadAsync(
            $"""
            {Columns}
            2023-01-20T22:00:00+0100,Trade,Buy to Open,BUY_TO_OPEN,./ESH3 EW3F3 230120P3900,Future Option,,-250.00,1,,-1.25,-0.30,50,,/ESH3,,,,77,USD
            2023-01-20T22:00:00+0100,Trade,Buy,BUY_TO_OPEN,BTC/USD,Cryptocurrency,,-28.85,0.00000104,,--,-0.01,1,,,,,,78,USD
            2023-01-20T22:00:00+0100,Money Movement,Dividend,,AAPL,,Apple,12.50,,,,,,,,,,,,USD
            """
        );

        Assert.Equal((2, 1, 0), (import.New, import.CashNew, import.Unusable));
        Assert.Equal(
            "./ESH3 EW3F3 230120P3900 future_option /ESH3 1 50 77|BTC/USD crypto BTC/USD 0.00000104 1 78",
            await service.ScalarAsync<string>(
                """
                SELECT string_agg(concat_ws(' ', instrument, instrument_kind, underlying, quantity, multiplier, order_id), '|'
                    ORDER BY order_id)
                FROM executions
                """
            )
        );
        Assert.Equal(
            "dividend AAPL 12.50 Dividend: Apple",
            await service.ScalarAsync<string>("SELECT concat_ws(' ', kind, instrument, amount, description) FROM cash_movements")
        );
    }

    [Theory]
    [InlineData("<script>alert(1)</script>.csv")]
    [InlineData("a\u001b[2J\nb\".csv")]
    [InlineData("../../etc/Übersicht 2024;filename=x.csv")]
    public async Task ANameIsTextWhateverItIs(string name)
    {
        var import = await Service.UploadAsync(Encoding.UTF8.GetBytes(Header + Row($"n{name.Length}")), name);

        Assert.Equal(name, import.FileName);
        var response = await Service.Read.GetAsync($"{Root}/{import.Id}");
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var written = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain('\u001b', written);
        Assert.Equal(name, JsonSerializer.Deserialize<ImportRecord>(written, ClientJson.Options)!.FileName);
    }

    [Fact]
    public async Task UploadsOfTheSameFileAtOnceStoreItOnce()
    {
        await using var service = await TestService.StartAsync();
        var content = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 5000).Select(i => Row($"s{i}"))));

        var imports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.UploadAsync(content)));

        Assert.Equal(5000, imports.Sum(one => one.New));
        Assert.Single(imports.Select(one => one.Id).Distinct());
        var import = await service.GetAsync<ImportRecord>($"{Root}/{imports[0].Id}");
        Assert.Equal(("complete", 5000, 0), (import.Status, import.Stored, import.StoredBefore));
        Assert.Equal(5000, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
    }

    /// <summary>Files that overlap, in orders that are each other's reverse: nobody waits for the other both ways.</summary>
    [Fact]
    public async Task UploadsThatOverlapDoNotHinderEachOther()
    {
        await using var service = await TestService.StartAsync();
        var rows = Enumerable.Range(0, 4000).Select(i => Row($"o{i}")).ToArray();

        var imports = await Task.WhenAll(
            service.UploadAsync(Header + string.Concat(rows)),
            service.UploadAsync(Header + string.Concat(rows.Reverse())),
            service.UploadAsync(Header + string.Concat(rows.Skip(1000)))
        );

        Assert.Equal(4000, imports.Sum(one => one.New));
        Assert.All(imports, one => Assert.Equal(one.Executions, one.Stored + one.StoredBefore));
    }

    [Fact]
    public async Task ImportsAreListedNewestFirstByPageAndFilter()
    {
        await using var service = await TestService.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await service.UploadAsync(Header + Row($"p{i}"), ("account", i % 2 == 0 ? "IRA" : "Margin"))).Id);
            service.Clock.Advance(TimeSpan.FromHours(12));
        }

        ids.Reverse();
        var (found, cursor) = (new List<Guid>(), "");
        while (cursor is not null)
        {
            var page = await service.GetAsync<Page<ImportRecord>>($"{Root}?limit=2&cursor={cursor}");
            found.AddRange(page.Items.Select(one => one.Id));
            cursor = page.NextCursor;
        }

        Assert.Equal(ids, found);
        Assert.Equal(3, (await service.ItemsAsync<ImportRecord>($"{Root}?account=IRA")).Count);
        Assert.Equal([ids[4]], (await service.ItemsAsync<ImportRecord>($"{Root}?to=2026-03-04")).Select(one => one.Id));
        Assert.Equal(4, (await service.ItemsAsync<ImportRecord>($"{Root}?from=2026-03-05")).Count);
        Assert.Empty(await service.ItemsAsync<ImportRecord>($"{Root}?status=undone"));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync($"{Root}/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync($"{Root}/{Guid.NewGuid()}/rows")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Read.PostAsync(Root, Form([]))).StatusCode);
    }

    /// <summary>The answer tells how far it is, a line for each thousand rows; the command shows it.</summary>
    [Fact]
    public async Task AnUploadTellsHowFarItIs()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root)
        {
            Content = Form(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 2500).Select(i => Row($"t{i}"))))),
        };
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var response = await Service.Engine.SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            ["""{"rows_done":1000,"rows":2500}""", """{"rows_done":2000,"rows":2500}""", """{"rows_done":2500,"rows":2500}"""],
            lines[..^1]
        );
        Assert.Equal(2500, JsonSerializer.Deserialize<ImportReceipt>(lines[^1], ClientJson.Options)!.New);
    }

    private static string Rewritten(string line, int number)
    {
        if (number == 0 || line.Length < 24)
            return line;
        var at = DateTimeOffset
            .ParseExact(line[..24], "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            .ToOffset(TimeSpan.FromHours(-5))
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            .Remove(22, 1);
        return at + line[24..].Replace(",--,", ",0.00,", StringComparison.Ordinal);
    }
}
