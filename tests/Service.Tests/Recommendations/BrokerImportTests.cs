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
        Assert.Contains("Stored before: line 2, 3,", again);

        // From the file alone: the money and the fees of every execution.
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Where(row => row[1] != "Money Movement").ToArray();
        Assert.Equal(
            rows.Sum(row => Math.Abs(Number(row[7]))),
            decimal.Round(await service.ScalarAsync<decimal>("SELECT sum(price * quantity) FROM executions"), 6)
        );
        Assert.Equal(
            rows.Sum(row => Number(row[11]) - Number(row[10])),
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

    [SharedDataFact("broker/tastytrade-uso-split.csv")]
    public async Task AReverseSplitCarriesThePositionOver()
    {
        await using var service = await TestService.StartAsync();
        Assert.Contains("8 rows: 8 executions stored", await ImportAsync(service, SharedData.Path("broker/tastytrade-uso-split.csv")));
        // Closed and opened again at what it was worth: nothing is won or lost by it.
        Assert.Equal(
            0,
            await service.ScalarAsync<decimal>(
                "SELECT sum(CASE WHEN action IN ('STO', 'STC') THEN price ELSE -price END * quantity) FROM executions WHERE executed_at::date = '2020-04-29'"
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
        var words = await ImportAsync(service, file);
        File.Delete(file);
        Assert.Contains("line 3 quantity is 'many', which is not a number", words);
        Assert.Contains("line 4", words);
        Assert.Contains("executed_at", words);
        Assert.Contains("3 rows: 1 executions stored, 0 stored before, 0 movements of cash, 2 not usable.", words);
    }

    internal static Task<string> ImportAsync(TestService service, string file) => service.SendAsync("import", "broker", file);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
