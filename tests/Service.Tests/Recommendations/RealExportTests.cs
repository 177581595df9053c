using System.Globalization;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Recommendations;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Recommendations.RecommendationDriver;
using MatchRecord = LearningActors.Client.MatchRecord;

namespace LearningActors.Tests.Recommendations;

/// <summary>A real broker's export, through the service, against what follows from the file alone.</summary>
public sealed class RealExportTests
{
    private const string Year = "broker/tastytrade-2020-05_2020-12.csv";
    private const string Split = "broker/tastytrade-uso-split.csv";

    [SharedDataFact(Year)]
    public async Task PositionsAndRealisedPnlOfEachContractAreThoseOfTheFile()
    {
        await using var service = await TestService.StartAsync();
        var rows = await ImportAsync(service, Year);
        await ReconcileAllAsync(service, rows);
        await service.TrackAsync();
        var (pnl, open) = UnitByUnit(rows);
        var found = await PnlAsync(service);
        Assert.Equal(pnl.Keys.Order(), found.Keys.Order());
        Assert.All(pnl, one => Assert.Equal(one.Value, found[one.Key], 6));
        Assert.True(pnl.Count > 60 && open.Count > 0);
        Assert.Equal(
            string.Join(' ', open.Order()),
            await service.ScalarAsync<string>(
                """
                SELECT string_agg(DISTINCT instrument, ' ' ORDER BY instrument) FROM position_lots WHERE state = 'open'
                """
            )
        );

        // What was assigned or expired is closed so.
        foreach (var (subType, outcome) in new[] { ("Assignment", "assigned"), ("Expiration", "expired_worthless") })
        {
            // One that was assigned had been opened before the export begins.
            Assert.Equal(
                string.Join(
                    ' ',
                    rows.Where(row => row.SubType == subType && row.Instrument != "EWG   200717C00017000")
                        .Select(row => row.Instrument)
                        .Distinct()
                        .Order(StringComparer.Ordinal)
                ),
                await service.ScalarAsync<string>(
                    $"""
                    SELECT string_agg(DISTINCT e.instrument, ' ' ORDER BY e.instrument) FROM position_outcomes o
                    JOIN recommendation_execution_matches m ON m.id = o.match_id JOIN executions e ON e.id = m.execution_id
                        WHERE o.outcome = '{outcome}'
                    """
                )
            );
        }
    }

    [SharedDataFact(Split)]
    public async Task AReverseSplitCarriesThePositionOver()
    {
        await using var service = await TestService.StartAsync();
        var rows = await ImportAsync(service, Split);
        await ReconcileAllAsync(service, rows);
        // Both legs were opened once, before the split; what took their place is part of the same positions.
        Assert.Equal("open:2", await service.OutcomesAsOfAsync("2020-04-28"));
        await service.TrackAsync();
        Assert.Equal(
            (2L, 2L),
            (
                await service.ScalarAsync<long>("SELECT count(*) FROM recommendation_execution_matches"),
                await service.ScalarAsync<long>("SELECT count(*) FROM position_outcomes WHERE is_ended")
            )
        );
        Assert.Equal(
            rows.Sum(row => row.Value - row.Fees),
            decimal.Round(await service.ScalarAsync<decimal>("SELECT sum(attributed_pnl) FROM position_outcomes"), 6)
        );
        var (pnl, _) = UnitByUnit(rows);
        var found = await PnlAsync(service);
        Assert.All(pnl, one => Assert.Equal(one.Value, found[one.Key], 6));
    }

    [SharedDataFact(Year)]
    public async Task RecommendationsThatWereDistortedAreClassifiedAsDistortedEachOne()
    {
        await using var service = await TestService.StartAsync();
        var rows = await ImportAsync(service, Year);
        // The orders that opened an option; where two of one underlying and right fall within two days, nobody could tell which one was
        // meant, so one is taken.
        var orders = rows.Where(row => row.IsOpening && row.IsTrade && OccSymbol.Parse(row.Instrument) is not null)
            .GroupBy(row => (row.At, row.Instrument, row.Action))
            .OrderBy(order => order.Key.At)
            .ToArray();
        var taken = new List<(Row First, OptionContract Contract, int Distortion)>();
        foreach (var order in orders.Select(order => order.First()))
        {
            var contract = OccSymbol.Parse(order.Instrument)!;
            var rivals = rows.Where(row =>
                row.IsTrade
                && row.Instrument != order.Instrument
                && OccSymbol.Parse(row.Instrument) is { } other
                && (other.Root, other.Right) == (contract.Root, contract.Right)
                && (row.At - order.At).Duration() <= TimeSpan.FromHours(49)
            );
            if (!rivals.Any() && taken.TrueForAll(one => one.First.Instrument != order.Instrument))
                taken.Add((order, contract, taken.Count % 6));
        }

        Assert.True(taken.Count >= 24, $"Only {taken.Count} orders stand alone.");
        var recommendations = taken
            .Where(one => one.Distortion != 5)
            .Select((one, i) => Distort($"rec-{i}", one.First, one.Contract, one.Distortion))
            .ToArray();
        await service.SendAsync("recommendations", recommendations);
        await ReconcileAllAsync(service, rows);

        // Shares and closes are independent; what was recommended and not executed is of an underlying that nobody trades.
        var byRecommendation = await MatchesByRecommendationAsync(service);
        foreach (var ((order, contract, distortion), i) in taken.Where(one => one.Distortion != 5).Select((one, i) => (one, i)))
        {
            var match = byRecommendation[$"rec-{i}"];
            var said = $"{order.Instrument} at {order.At:u}, distortion {distortion}: {match}";
            Assert.True(
                match.MatchType
                    == distortion switch
                    {
                        0 or 3 => "consent",
                        4 => "reject",
                        _ => "modify",
                    },
                said
            );
            if (distortion == 4)
                continue;
            Assert.True(match.StrikeDifference == (distortion == 1 ? contract.Strike - Strike(contract) : 0), said);
            Assert.True(match.DaysDifference == (distortion == 2 ? 14 : 0), said);
            Assert.True(distortion == 3 == Math.Abs(match.PremiumDifference!.Value) > 0.01m, said);
        }

        // Executed without a recommendation.
        Assert.All(
            taken.Where(one => one.Distortion == 5),
            one =>
                Assert.Equal(
                    "independent",
                    service
                        .ScalarAsync<string>(
                            "SELECT m.match_type FROM executions e JOIN recommendation_execution_matches m ON m.execution_id = e.id "
                                + $"WHERE e.instrument = '{one.First.Instrument}' AND e.executed_at = '{one.First.At:O}'"
                        )
                        .GetAwaiter()
                        .GetResult()
                )
        );
    }

    private static Dictionary<string, object?> Distort(string id, Row order, OptionContract contract, int distortion) =>
        new()
        {
            ["recommendation_id"] = id,
            ["sent_at"] = order.At.AddMinutes(-30).ToString("O", CultureInfo.InvariantCulture),
            ["symbol"] = distortion == 4 ? "NOBODY" : contract.Root,
            ["action"] = order.Action == "SELL_TO_OPEN" ? "STO" : "BTO",
            ["strike"] = distortion == 1 ? Strike(contract) : contract.Strike,
            ["expiration"] = contract.Expiration.AddDays(distortion == 2 ? -14 : 0).ToString("O", CultureInfo.InvariantCulture),
            ["option_right"] = contract.Right == OptionRight.Call ? "call" : "put",
            ["premium"] = Math.Abs(order.Value) / order.Quantity * (distortion == 3 ? 1.4m : 1),
            ["type"] = "new_position",
        };

    /// <summary>A tenth above.</summary>
    private static decimal Strike(OptionContract contract) => contract.Strike * 1.1m;

    private static async Task<Row[]> ImportAsync(TestService service, string name)
    {
        var file = SharedData.Path(name);
        await BrokerImportTests.ImportAsync(service, file);
        return
        [
            .. File.ReadLines(file)
                .Skip(1)
                .Select(line => line.Split(','))
                .Where(row => row[1] != "Money Movement")
                .Select(row => new Row(
                    DateTimeOffset.ParseExact(row[0], "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture).ToUniversalTime(),
                    row[1],
                    row[2],
                    row[3],
                    Written(row[4].TrimEnd()),
                    Number(row[7]),
                    Number(row[8]),
                    Number(row[11]) - Number(row[10])
                )),
        ];
    }

    private static async Task ReconcileAllAsync(TestService service, Row[] rows)
    {
        foreach (var day in rows.Select(row => PacificDay.Of(row.At)).Distinct().Order())
            await service.PostAsync($"{Root}/reconcile?target_date={day:yyyy-MM-dd}", new { });
        // Every trade that opens a position has a match, and nothing but trades has one.
        Assert.Equal(
            0,
            await service.ScalarAsync<long>(
                """
                SELECT count(*) FROM executions e JOIN LATERAL (SELECT EXISTS (
                    SELECT FROM recommendation_execution_matches m WHERE m.execution_id = e.id
                    UNION ALL SELECT FROM match_fills f WHERE f.execution_id = e.id) AS is_matched) s ON true
                WHERE CASE WHEN e.cause <> 'trade' THEN is_matched ELSE e.action IN ('STO', 'BTO') AND NOT is_matched END
                """
            )
        );
    }

    private static async Task<Dictionary<string, decimal>> PnlAsync(TestService service) =>
        JsonSerializer.Deserialize<Dictionary<string, decimal>>(
            await service.ScalarAsync<string>(
                "SELECT json_object_agg(instrument, pnl)::text FROM (SELECT instrument, coalesce(sum(pnl), 0) AS pnl FROM position_lots "
                    + "GROUP BY instrument) s"
            )
        )!;

    private static async Task<Dictionary<string, MatchRecord>> MatchesByRecommendationAsync(TestService service)
    {
        var (found, cursor) = (new Dictionary<string, MatchRecord>(), "");
        while (cursor is not null)
        {
            var page = await service.GetAsync<Page<MatchRecord>>($"{Root}/matches?cursor={cursor}");
            foreach (var match in page.Items.Where(match => match.RecommendationId is not null))
                found[match.RecommendationId!] = match;
            cursor = page.NextCursor;
        }

        return found;
    }

    /// <summary>
    /// First in, first out, one contract or share after the other, from the file alone: realised P&amp;L, and what is open.
    /// </summary>
    private static (Dictionary<string, decimal> Pnl, HashSet<string> Open) UnitByUnit(Row[] rows)
    {
        var (pnl, queues) = (new Dictionary<string, decimal>(), new Dictionary<(string, bool IsShort), Queue<decimal>>());
        foreach (var row in rows.OrderBy(row => row.At).ThenBy(row => row.IsOpening ? 0 : 1))
        {
            pnl.TryAdd(row.Instrument, 0);
            var cash = (row.Value - row.Fees) / row.Quantity;
            for (var unit = 0; unit < row.Quantity; unit++)
            {
                if (row.IsOpening)
                    Queue(row.Instrument, row.Action == "SELL_TO_OPEN").Enqueue(cash);
                else if (
                    (row.Action.Length == 0 ? new[] { true, false } : [row.Action == "BUY_TO_CLOSE"])
                        .Select(isShort => Queue(row.Instrument, isShort))
                        .FirstOrDefault(queue => queue.Count > 0) is
                    { } open
                )
                    pnl[row.Instrument] += open.Dequeue() + cash;
            }
        }

        return (pnl, [.. queues.Where(queue => queue.Value.Count > 0).Select(queue => queue.Key.Item1)]);

        Queue<decimal> Queue(string instrument, bool isShort)
        {
            if (!queues.TryGetValue((instrument, isShort), out var queue))
                queues[(instrument, isShort)] = queue = new Queue<decimal>();
            return queue;
        }
    }

    /// <summary>The export leaves blanks of the root out.</summary>
    private static string Written(string instrument) => OccSymbol.Parse(instrument) is { } contract ? OccSymbol.Of(contract) : instrument;

    private static decimal Number(string text) =>
        text.Length == 0 ? 0 : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>A row of the export.</summary>
    private sealed record Row(
        DateTimeOffset At,
        string Type,
        string SubType,
        string Action,
        string Instrument,
        decimal Value,
        decimal Quantity,
        decimal Fees
    )
    {
        internal bool IsOpening => Action is "SELL_TO_OPEN" or "BUY_TO_OPEN";

        internal bool IsTrade => Type == "Trade";
    }
}
