using System.Globalization;
using LearningActors.Tests.Cli;

namespace LearningActors.Tests.Recommendations;

/// <summary>Real exports of a broker arrive whole, each row accounted for.</summary>
public sealed class BrokerImportTests
{
    [SharedDataFact("broker/tastytrade-2020-05_2020-12.csv")]
    public async Task EveryRowOfARealExportIsAccountedForAndTwiceChangesNothing()
    {
        await using var service = await TestService.StartAsync();
        var file = SharedData.Path("broker/tastytrade-2020-05_2020-12.csv");
        var first = await ImportAsync(service, file);
        Assert.Contains("248 rows: 215 executions stored, 0 stored before, 33 movements of cash, 0 not usable.", first);
        var again = await ImportAsync(service, file);
        Assert.Contains("248 rows: 0 executions stored, 215 stored before, 33 movements of cash, 0 not usable.", again);

        // From the file alone: the money and the fees of every execution.
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Where(row => row[1] != "Money Movement").ToArray();
        Assert.Equal(
            rows.Sum(row => Math.Abs(Number(row[7]))),
            decimal.Round(await service.ScalarAsync<decimal>("SELECT sum(price * quantity) FROM executions"), 6)
        );
        Assert.Equal(
            rows.Sum(row => Math.Abs(Number(row[11])) + Math.Abs(Number(row[10]))),
            await service.ScalarAsync<decimal>("SELECT sum(fees) FROM executions")
        );
        Assert.Equal(
            rows.Count(row => row[2] == "Assignment"),
            await service.ScalarAsync<long>("SELECT count(*) FROM executions WHERE action = 'assigned'")
        );
        Assert.Equal(
            rows.Count(row => row[2] == "Expiration"),
            await service.ScalarAsync<long>("SELECT count(*) FROM executions WHERE action = 'expired'")
        );
    }

    /// <summary>The net cash of the file, as an account's statement sums it, is what the executions come to.</summary>
    [SharedDataFact("broker/tastytrade-original-2018_2020.csv")]
    public async Task AnOriginalExportArrivesWholeAndTwiceChangesNothing()
    {
        await using var service = await TestService.StartAsync();
        var file = SharedData.Path("broker/tastytrade-original-2018_2020.csv");
        var first = await ImportAsync(service, file);
        Assert.Contains("423 rows: 352 executions stored, 0 stored before, 71 movements of cash, 0 not usable.", first);
        var again = await ImportAsync(service, file);
        Assert.Contains("423 rows: 0 executions stored, 352 stored before, 71 movements of cash, 0 not usable.", again);
        Assert.Equal(
            -5587.60m,
            await service.ScalarAsync<decimal>(
                "SELECT round(sum(CASE WHEN action IN ('STO', 'STC') THEN price ELSE -price END * quantity - fees), 2) FROM executions"
            )
        );
    }

    [Fact]
    public async Task AnAccountThatTheFileDoesNotNameIsGiven()
    {
        await using var service = await TestService.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            Exec Time,Spread,Side,Qty,Pos Effect,Symbol,Exp,Strike,Type,Price,Net Price,Order Type
            6/16/2026 13:45,STOCK,BUY,10,TO OPEN,OBAI,,,STOCK,1.02,1.02,LMT
            """
        );
        var (exit, words, errors) = await service.RunAsync("import", "broker", file, "--account", "IRA", "--time-zone", "Europe/Berlin");
        Assert.True(exit == 0, words + errors);
        Assert.Equal(
            "IRA 2026-06-16 11:45",
            await service.ScalarAsync<string>(
                "SELECT account || ' ' || to_char(executed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM executions"
            )
        );
        var (wrong, _, said) = await service.RunAsync("import", "broker", file, "--time-zone", "Berlin");
        File.Delete(file);
        Assert.Equal(1, wrong);
        Assert.Contains("time_zone: Expected an IANA zone, such as Europe/Berlin, not 'Berlin'.", said);
    }

    [SharedDataFact("broker/tastytrade-uso-split.csv")]
    public async Task AReverseSplitCarriesThePositionOver()
    {
        await using var service = await TestService.StartAsync();
        Assert.Contains("8 rows: 8 executions stored", await ImportAsync(service, SharedData.Path("broker/tastytrade-uso-split.csv")));
        // Closed and opened again at what it was worth: nothing is won or lost by it.
        Assert.Equal(
            0,
            await service.ScalarAsync<decimal>(
                "SELECT sum(CASE WHEN action IN ('STO', 'STC') THEN price ELSE -price END * quantity) FROM executions WHERE "
                    + "executed_at::date = '2020-04-29'"
            )
        );
    }

    [Fact]
    public async Task RowsThatCannotBeUsedAreNamedByLine()
    {
        await using var service = await TestService.StartAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            execution_id,executed_at,instrument,action,quantity,price,fees
            a,2021-01-04T16:00:00Z,PLTR  210115P00026000,STO,1,240,1.15
            b,2021-01-04T16:00:00Z,PLTR,STO,many,240,1
            c,yesterday,PLTR,STO,1,240,1
            """
        );
        var (exit, words, _) = await service.RunAsync("import", "broker", file);
        File.Delete(file);
        Assert.Equal(1, exit);
        Assert.Contains("line 3 can't be read: quantity is not a number", words);
        Assert.Contains("line 4 can't be read: executed_at is not a time", words);
        Assert.Contains("Positions are wrong until the 2 rows that move them are usable.", words);
        Assert.Contains("3 rows: 1 executions stored, 0 stored before, 0 movements of cash, 2 not usable.", words);
    }

    internal static Task<string> ImportAsync(TestService service, string file) => service.SendAsync("import", "broker", file);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
