using System.Globalization;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>Positions by exact contract, first in first out.</summary>
public sealed class FifoTests
{
    private const string Put26 = "PLTR  210115P00026000";
    private const string Put25 = "PLTR  210115P00025000";
    private static readonly DateTimeOffset s_start = new(2021, 1, 4, 15, 0, 0, TimeSpan.Zero);
    private int _ids;

    [Fact]
    public void APartIsClosedFirstInFirstOutWithItsFees()
    {
        var positions = FifoPositions.Of([
            At(0, Put26, ExecutionAction.SellToOpen, 2, 246, 2.30m),
            At(1, Put26, ExecutionAction.SellToOpen, 1, 300, 1.15m),
            At(2, Put26, ExecutionAction.BuyToClose, 1, 100, 0.15m),
        ]);
        // (246 − 100) − half of 2.30 − 0.15.
        Assert.Equal((1, 144.70m, true), (positions.Closed[0].Quantity, positions.Closed[0].Pnl, positions.Closed[0].IsShort));
        Assert.Equal([(1m, 246m, 1.15m), (1m, 300m, 1.15m)], positions.Open.Select(lot => (lot.Quantity, lot.Price, lot.Fees)));
        Assert.Empty(positions.Unmatched);
    }

    [Fact]
    public void ACloseOfAnotherStrikeClosesNothing()
    {
        var positions = FifoPositions.Of([
            At(0, Put26, ExecutionAction.SellToOpen, 1, 246, 0),
            At(1, Put25, ExecutionAction.BuyToClose, 1, 100, 0),
        ]);
        Assert.Empty(positions.Closed);
        Assert.Equal((Put25, 1m), (Assert.Single(positions.Unmatched).Instrument, positions.Unmatched[0].Quantity));
        Assert.Equal(Put26, Assert.Single(positions.Open).Instrument);
    }

    [Fact]
    public void ASameDayCloseAndARollAreTwoLots()
    {
        // Rolled: the one strike closed and the next one opened in the same minute.
        var positions = FifoPositions.Of([
            At(0, Put26, ExecutionAction.SellToOpen, 1, 246, 1),
            At(10, Put26, ExecutionAction.BuyToClose, 1, 300, 1),
            At(10, Put25, ExecutionAction.SellToOpen, 1, 350, 1),
        ]);
        Assert.Equal(-56, Assert.Single(positions.Closed).Pnl);
        Assert.Equal(Put25, Assert.Single(positions.Open).Instrument);
        // Opened and closed in the same instant, whichever row comes first.
        Assert.Equal(
            18,
            Assert
                .Single(
                    FifoPositions
                        .Of([At(0, Put26, ExecutionAction.BuyToClose, 1, 80, 1), At(0, Put26, ExecutionAction.SellToOpen, 1, 100, 1)])
                        .Closed
                )
                .Pnl
        );
    }

    [Fact]
    public void AssignmentAndExpiryCloseAtNothing()
    {
        var assigned = FifoPositions.Of([
            At(0, Put26, ExecutionAction.SellToOpen, 3, 246, 3),
            At(1, Put26, ExecutionAction.Assigned, 3, 0, 0),
            At(1, "PLTR", ExecutionAction.BuyToOpen, 300, 26, 5),
        ]);
        Assert.Equal((735, ExecutionAction.Assigned), (assigned.Closed[0].Pnl, assigned.Closed[0].How));
        Assert.Equal(("PLTR", 300m), (Assert.Single(assigned.Open).Instrument, assigned.Open[0].Quantity));
        var expired = FifoPositions.Of([
            At(0, Put26, ExecutionAction.BuyToOpen, 1, 246, 1),
            At(1, Put26, ExecutionAction.Expired, 1, 0, 0),
        ]);
        Assert.Equal(-247, Assert.Single(expired.Closed).Pnl);
    }

    [SharedDataFact("broker/tastytrade-2020-05_2020-12.csv")]
    public void ARealExportComesOutAsUnitsCountedOneByOne()
    {
        var rows = File.ReadLines(SharedData.Path("broker/tastytrade-2020-05_2020-12.csv"))
            .Skip(1)
            .Reverse()
            .Select(line => line.Split(','))
            .Where(row => row[1] != "Money Movement")
            .ToArray();
        var executions = rows.Select(
                (row, i) =>
                    Execution.Of(
                        $"row-{i}",
                        DateTimeOffset.ParseExact(row[0], "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                        row[4],
                        Action(row),
                        Number(row[8]),
                        row[9].Length > 0 ? Math.Abs(Number(row[9])) : 0,
                        -Number(row[10]) + Number(row[11])
                    )
            )
            .ToArray();
        var positions = FifoPositions.Of(executions);

        // Independently: each contract and share by itself, in a queue, with the cash that its row moved.
        var queues = new Dictionary<string, Queue<(bool Short, decimal Cash)>>();
        var (pnl, unmatched) = (new Dictionary<string, decimal>(), new Dictionary<string, decimal>());
        foreach (
            var row in rows.Select((row, i) => (Row: row, Index: i))
                .OrderBy(one => one.Row[0], StringComparer.Ordinal)
                .ThenBy(one => one.Row[3].EndsWith("_TO_OPEN", StringComparison.Ordinal) ? 0 : 1)
                .Select(one => one.Row)
        )
        {
            var (symbol, units, opening) = (row[4], (int)Number(row[8]), row[3].EndsWith("_TO_OPEN", StringComparison.Ordinal));
            var cash = (Number(row[7]) + Number(row[10]) - Number(row[11])) / units;
            if (!queues.TryGetValue(symbol, out var queue))
                queues[symbol] = queue = new();
            for (var unit = 0; unit < units; unit++)
            {
                if (opening)
                    queue.Enqueue((row[3].StartsWith("SELL", StringComparison.Ordinal), cash));
                else if (queue.TryDequeue(out var opened))
                    pnl[symbol] = pnl.GetValueOrDefault(symbol) + opened.Cash + cash;
                else
                    unmatched[symbol] = unmatched.GetValueOrDefault(symbol) + 1;
            }
        }

        Assert.Equal(
            pnl.Keys.Order(StringComparer.Ordinal),
            positions.Closed.Select(lot => lot.Instrument).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(pnl, one => Assert.Equal(one.Value, positions.Closed.Where(lot => lot.Instrument == one.Key).Sum(lot => lot.Pnl), 6));
        Assert.Equal(
            queues.Where(one => one.Value.Count > 0).Select(one => $"{one.Key} {one.Value.Count}").Order(StringComparer.Ordinal),
            positions
                .Open.GroupBy(lot => lot.Instrument)
                .Select(one => $"{one.Key} {one.Sum(lot => lot.Quantity):0}")
                .Order(StringComparer.Ordinal)
        );
        // What was opened before May 2020 is closed without an opening, and said so.
        Assert.Equal(
            unmatched.Select(one => $"{one.Key} {one.Value:0}").Order(StringComparer.Ordinal),
            positions
                .Unmatched.GroupBy(one => one.Instrument)
                .Select(one => $"{one.Key} {one.Sum(close => close.Quantity):0}")
                .Order(StringComparer.Ordinal)
        );
        Assert.NotEmpty(positions.Unmatched);
        Assert.Equal(
            7,
            positions
                .Closed.Where(lot => lot.How == ExecutionAction.Assigned)
                .Select(lot => lot.Closing)
                .Concat(
                    positions
                        .Unmatched.Select(one => one.Closing)
                        .Where(id => executions.Single(execution => execution.Id == id).Action == ExecutionAction.Assigned)
                )
                .Distinct()
                .Count()
        );
        Assert.All(positions.Open.Where(lot => lot.Instrument.Length > 12), lot => Assert.NotNull(OccSymbol.Parse(lot.Instrument)));
    }

    private static ExecutionAction Action(string[] row) =>
        (row[2], row[3]) switch
        {
            ("Assignment", _) => ExecutionAction.Assigned,
            ("Expiration", _) => ExecutionAction.Expired,
            (_, "SELL_TO_OPEN") => ExecutionAction.SellToOpen,
            (_, "BUY_TO_CLOSE") => ExecutionAction.BuyToClose,
            (_, "BUY_TO_OPEN") => ExecutionAction.BuyToOpen,
            _ => ExecutionAction.SellToClose,
        };

    private static decimal Number(string text) =>
        decimal.Parse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);

    private Execution At(int minute, string instrument, ExecutionAction action, decimal quantity, decimal price, decimal fees) =>
        Execution.Of($"e{_ids++}", s_start.AddMinutes(minute), instrument, action, quantity, price, fees);
}
