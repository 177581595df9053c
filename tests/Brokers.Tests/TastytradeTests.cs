using System.Globalization;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Brokers;

/// <summary>tastytrade's export as a user gets it.</summary>
public sealed class TastytradeTests
{
    private const string Original = "broker/tastytrade-original-2018_2020.csv";
    private const string Closed = "broker/tastytrade-original-2018_2020-closed.csv";
    private const string Header =
        "Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,"
        + "Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Currency";

    [SharedDataFact(Original)]
    public void EveryRowOfAnOriginalExportIsUnderstood()
    {
        var history = Read(File.ReadAllText(SharedData.Path(Original)));

        Assert.Equal("tastytrade", history.Format);
        Assert.Empty(history.Rows.OfType<UnusableRow>());
        Assert.Equal(423, history.Rows.Count);
        Assert.Equal(71, history.Rows.OfType<CashRow>().Count());
        Assert.Equal(352, history.Movements.Select(one => one.Id).Distinct().Count());
        Assert.Equal(322, history.Movements.Count(one => one.Cause == ExecutionCause.Trade));
        Assert.Equal(9, history.Movements.Count(one => one.Cause == ExecutionCause.Delivery));
        Assert.Equal(4, history.Movements.Count(one => one.Cause == ExecutionCause.CorporateAction));
        Assert.All(history.Movements.Where(one => one.Cause == ExecutionCause.Trade), one => Assert.NotNull(one.Order));
    }

    /// <summary>The cash of all rows is the change of the account's balance.</summary>
    [SharedDataFact(Original)]
    public void NoCashIsLost()
    {
        var text = File.ReadAllText(SharedData.Path(Original));
        var expected = TextTable
            .After(TextTable.Lines(text), 0)
            .Rows.Sum(row => new[] { "Value", "Commissions", "Fees" }.Sum(column => FieldText.Number(row[column], column)));

        var history = Read(text);

        var cash = history.Rows.OfType<CashRow>().Sum(row => row.Amount);
        var traded = history.Movements.Sum(one => (Sign(one.Action) * one.Price * one.Quantity) - one.Costs);
        Assert.Equal(expected, cash + traded, 6);
    }

    /// <summary>
    /// Every closed contract, before costs, equals what another program computed from the same account. It merges USO with USO1, as the
    /// reverse split left it, and shares that were added to a position, which is why contracts are compared as sums.
    /// </summary>
    [SharedDataFact(Original)]
    public void RealisedProfitOfEveryContractEqualsAnIndependentProgram()
    {
        var expected = new Dictionary<string, decimal>();
        foreach (var row in TextTable.After(TextTable.Lines(File.ReadAllText(SharedData.Path(Closed))), 0).Rows)
        {
            var right = row["callPutStock"] switch
            {
                "PositionType.call" => "C",
                "PositionType.put" => "P",
                _ => "",
            };
            var contract =
                right.Length == 0
                    ? row["Symbol"]
                    : $"{row["Symbol"]} {row["Expiry"]} {decimal.Parse(row["Strike"], CultureInfo.InvariantCulture):0.###}{right}";
            expected[contract] =
                expected.GetValueOrDefault(contract) + decimal.Parse(row["Amount"], NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        var history = Read(File.ReadAllText(SharedData.Path(Original)));
        var underlyings = history
            .Movements.ToLookup(one => one.Instrument, one => one.Underlying)
            .ToDictionary(one => one.Key, one => one.First());
        var positions = FifoPositions.Of(history.Movements.Reverse().Select(one => Executed(one) with { Fees = 0 }));

        Assert.Empty(positions.Unmatched);
        var found = positions
            .Closed.GroupBy(lot => Contract(lot.Instrument, underlyings[lot.Instrument]))
            .ToDictionary(lots => lots.Key, lots => Math.Round(lots.Sum(lot => lot.Pnl), 2));
        Assert.Equal(
            expected.OrderBy(one => one.Key).Select(one => (one.Key, Math.Round(one.Value, 2))),
            found.OrderBy(one => one.Key).Select(one => (one.Key, one.Value))
        );
    }

    [SharedDataFact(Original)]
    public void TheSameHistoryWrittenOtherwiseHasTheSameIds()
    {
        var text = File.ReadAllText(SharedData.Path(Original));
        var ids = Ids(Read(text));

        Assert.Equal(ids, Ids(Read(Rewritten(text, (column, value) => column == "Date" ? InNewYork(value) : value))));
        Assert.Equal(
            ids,
            Ids(Read(Rewritten(text, (_, value) => value == "--" ? "0.00" : value.Replace(",", "", StringComparison.Ordinal))))
        );
        Assert.Equal(ids, Ids(Read(Rewritten(text, (_, value) => value, columns => [.. columns.Reverse().Append("Total")]))));
    }

    [SharedDataFact(Original)]
    public void TwoExportsThatFollowEachOtherAreTheWhole()
    {
        var lines = File.ReadAllLines(SharedData.Path(Original));
        var later = lines.Skip(1).TakeWhile(line => line.StartsWith("2020", StringComparison.Ordinal)).ToArray();
        var earlier = lines.Skip(1 + later.Length);

        string[] parts =
        [
            .. Ids(Read(string.Join('\n', earlier.Prepend(lines[0])))),
            .. Ids(Read(string.Join('\n', later.Prepend(lines[0])))),
        ];

        Assert.Equal(Ids(Read(string.Join('\n', lines))).Order(), parts.Order());
    }

    [Fact]
    public void NumbersAreReadAsTheyAreWritten()
    {
        var movement = Assert.Single(
            Read(
                $"""
                {Header}
                2020-12-15T20:38:04+0100,Trade,Buy to Open,BUY_TO_OPEN,THCB,Equity,,"-2,720.00",200,-13.60,--,-0.16,,,,,,,118381542,USD
                """
            ).Movements
        );

        Assert.Equal(new DateTimeOffset(2020, 12, 15, 19, 38, 4, TimeSpan.Zero), movement.At);
        Assert.Equal((13.6m, 200m, 0.16m), (movement.Price, movement.Quantity, movement.Costs));
        Assert.Equal(("THCB", "118381542", "USD", 1m), (movement.Underlying, movement.Order, movement.Currency, movement.Multiplier));
    }

    [Fact]
    public void ACreditAmongFeesStaysACredit()
    {
        var costs = Read(
            $"""
            {Header}
            2021-01-04T15:00:00+0000,Trade,Sell to Open,,PLTR,Equity,,246.00,1,,-1.00,-0.15,,,,,,,1,USD
            2021-01-04T15:00:01+0000,Trade,Sell to Open,,PLTR,Equity,,246.00,1,,-1.00,-0.15,,,,,,,2,USD
            2021-01-04T15:00:02+0000,Trade,Sell to Open,,PLTR,Equity,,246.00,1,,-1.00,0.05,,,,,,,3,USD
            """
        )
            .Movements.Select(one => one.Costs);

        Assert.Equal([1.15m, 1.15m, 0.95m], costs);
    }

    [Theory]
    [InlineData(
        "Receive Deliver,Cash Settled Assignment,,SPXW  230120P03900000,Equity Option,,-1234.00,1",
        "SPX",
        "Assigned",
        "CashSettlement",
        1234
    )]
    [InlineData("Receive Deliver,Symbol Change,SELL_TO_CLOSE,FB,Equity,,20000.00,100", "FB", "SellToClose", "CorporateAction", 200)]
    [InlineData("Receive Deliver,ACAT,BUY_TO_OPEN,AAPL,Equity,,-15000.00,100", "AAPL", "BuyToOpen", "Other", 150)]
    [InlineData("Trade,Buy,BUY_TO_OPEN,BTC/USD,Cryptocurrency,,-28.85,0.00104", "BTC/USD", "BuyToOpen", "Trade", 27740.384615)]
    [InlineData("Trade,Buy to Open,BUY_TO_OPEN,./ESH3 EW3F3 230120P3900,Future Option,,-250.00,1", "/ESH3", "BuyToOpen", "Trade", 250)]
    public void WhateverMovesAPositionIsKept(string row, string underlying, string action, string cause, double price)
    {
        var given = underlying == "/ESH3" ? "/ESH3" : "";
        var movement = Assert.Single(Read($"{Header}\n2023-01-20T22:00:00+0100,{row},,--,0.00,,,{given},,,,,USD").Movements);

        Assert.Equal((underlying, action, cause), (movement.Underlying, $"{movement.Action}", $"{movement.Cause}"));
        Assert.Equal((decimal)price, movement.Price, 5);
    }

    [Fact]
    public void ARowThatMovesAPositionAndCannotBeReadSaysSo()
    {
        var unusable = Assert.IsType<UnusableRow>(
            Assert.Single(Read($"{Header}\nyesterday,Trade,Sell to Open,SELL_TO_OPEN,PLTR,Equity,,246.00,1,,-1.00,-0.15,,,,,,,1,USD").Rows)
        );

        Assert.True(unusable.MovesPosition);
        Assert.Equal(2, unusable.Line);
        Assert.Equal("can't be read: Date is not a time with its offset, such as 2020-12-29T15:36:21+0100", unusable.Reason);
    }

    private static BrokerHistory Read(string text) => BrokerFile.Read(text, BrokerFileContext.Default);

    private static string[] Ids(BrokerHistory history) =>
        [
            .. history
                .Rows.Select(row => row is MovementRow movement ? movement.Movement.Id : ((CashRow)row).Id)
                .Order(StringComparer.Ordinal),
        ];

    private static int Sign(ExecutionAction action) => action is ExecutionAction.SellToOpen or ExecutionAction.SellToClose ? 1 : -1;

    private static Execution Executed(Movement movement) =>
        Execution.Of(
            movement.Id,
            movement.At,
            movement.Instrument,
            Enum.Parse<ExecutionAction>($"{movement.Action}"),
            movement.Quantity,
            movement.Price,
            movement.Costs,
            movement.Account
        );

    private static string Contract(string instrument, string underlying) =>
        OccSymbol.Parse(instrument) is { } contract
            ? $"{underlying} {contract.Expiration:yyyy-MM-dd} {contract.Strike:0.###}{(contract.Right == OptionRight.Call ? 'C' : 'P')}"
            : instrument;

    private static string InNewYork(string date) =>
        DateTimeOffset
            .ParseExact(date, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            .ToOffset(TimeSpan.FromHours(-5))
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            .Remove(22, 1);

    /// <summary>The file with other values, or other columns.</summary>
    private static string Rewritten(string text, Func<string, string, string> value, Func<IEnumerable<string>, string[]>? columns = null)
    {
        var lines = TextTable.Lines(text);
        var names = columns?.Invoke(lines[0].Fields) ?? lines[0].Fields;
        var rows = TextTable.After(lines, 0).Rows.Select(row => string.Join(',', names.Select(name => $"\"{value(name, row[name])}\"")));
        return string.Join('\n', rows.Prepend(string.Join(',', names)));
    }
}
