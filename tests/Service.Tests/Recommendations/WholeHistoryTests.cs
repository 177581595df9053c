using System.Globalization;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Builder;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>A real account's first three years as its broker exports them, against figures that were computed independently.</summary>
public sealed class WholeHistoryTests
{
    private const string Original = "broker/tastytrade-original-2018_2020.csv";
    private const string Closed = "broker/tastytrade-original-2018_2020-closed.csv";

    // The sums of the amounts before costs and of the costs in the file of closed trades.
    [SharedDataFact(Closed)]
    public async Task TheSumOverAllMatchesIsTheAccountsNetToTheCent()
    {
        await using var service = await TestService.StartAsync();
        await BrokerImportTests.ImportAsync(service, SharedData.Path(Original));
        // What a request would take too long for is left to the background; here it is asked for until nothing is left.
        var through = new DateOnly(2020, 12, 31);
        for (var left = through.DayNumber - new DateOnly(2018, 1, 1).DayNumber + 1; left > 0; )
            left = (
                await service.PostAsync<Client.ReconcileResponse>(
                    $"{Root}/reconcile?start_date={through.AddDays(1 - left):yyyy-MM-dd}&end_date={through:yyyy-MM-dd}",
                    new { }
                )
            ).PendingDays;
        var tracked = await service.TrackAsync();
        Assert.True(tracked.IsStored);

        // Everything that was received and paid for positions is in closed lots, open lots, or closes without a known opening.
        Assert.Equal(
            "",
            await service.ScalarAsync<string>(
                """
                SELECT coalesce(string_agg(instrument || ' ' || round(coalesce(l.cash, 0) - coalesce(e.cash, 0), 4), ', '), '') FROM (
                    SELECT instrument, sum(CASE action WHEN 'STO' THEN 1 WHEN 'STC' THEN 1 WHEN 'BTO' THEN -1 WHEN 'BTC' THEN -1 ELSE 0 END
                        * price * quantity - fees) AS cash FROM executions GROUP BY instrument) e
                FULL JOIN (SELECT instrument, sum(cash) AS cash FROM position_lots GROUP BY instrument) l USING (instrument)
                WHERE round(coalesce(l.cash, 0) - coalesce(e.cash, 0), 4) <> 0
                """
            )
        );
        // Each closed lot counts for one match: none is missing, none counts twice.
        Assert.Equal(
            0m,
            decimal.Round(
                await service.ScalarAsync<decimal>(
                    "SELECT round((SELECT sum(attributed_pnl) FROM position_outcomes) - (SELECT sum(pnl) FROM position_lots "
                        + "WHERE state = 'closed'), 6)"
                ),
                6
            )
        );
        // And the sum is that of the independent computation, whose costs are rounded to a tenth of a cent for each leg.
        var independent = File.ReadLines(SharedData.Path(Closed)).Skip(1).Select(line => line.Split(',')).ToArray();
        var expected = independent.Sum(row => Number(row[3]) - Number(row[5]));
        var found = await service.ScalarAsync<decimal>("SELECT round(sum(pnl), 6) FROM position_lots WHERE state = 'closed'");
        Assert.True(Math.Abs(expected - found) < 0.002m * independent.Length, $"{found} instead of {expected}");
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM position_lots WHERE state = 'unmatched'"));
        // Shares that were delivered belong to options: no share that an assignment brought began with itself.
        Assert.Equal(
            0,
            await service.ScalarAsync<long>(
                "SELECT count(*) FROM position_lots l JOIN executions e ON e.id = l.opening_id WHERE e.cause IN ('delivery', "
                    + "'corporate_action') AND l.origin_id = l.opening_id"
            )
        );
    }

    [SharedDataFact(Original)]
    public async Task TheYearsOneAfterTheOtherComeToTheSameAsAllAtOnce()
    {
        var file = SharedData.Path(Original);
        var year = Path.GetTempFileName();
        var states = new List<string[]>();
        foreach (var parts in new[] { new[] { "2018 2019 2020" }, ["2018 2019", "2020"], ["2020", "2018 2019"] })
        {
            await using var service = await TestService.StartAsync(Soon);
            foreach (var years in parts)
            {
                var lines = File.ReadLines(file)
                    .Where((line, i) => i == 0 || years.Contains(line[..4], StringComparison.Ordinal))
                    .ToArray();
                Assert.True(lines.Length > 50, $"{years}: {lines.Length} lines");
                await File.WriteAllLinesAsync(year, lines);
                await BrokerImportTests.ImportAsync(service, year);
                // What the first years alone come to is worked out, and then again.
                await SettledAsync(service);
            }

            states.Add(await StateAsync(service));
        }

        File.Delete(year);
        Assert.Equal(states[0], states[1]);
        Assert.Equal(states[0], states[2]);
        Assert.NotEqual("", states[0][1]);
    }

    /// <summary>Everything that follows from the executions, and the sums.</summary>
    private static async Task<string[]> StateAsync(TestService service) =>
        [
            await service.ScalarAsync<string>(
                "SELECT concat_ws(' ', count(*), sum(quantity), sum(price * quantity), sum(fees), (SELECT concat_ws(' ', count(*), "
                    + "sum(amount)) "
                    + "FROM cash_movements)) FROM executions"
            ),
            await service.ScalarAsync<string>(
                """
                SELECT string_agg(concat_ws(' ', account, instrument, state, opening_id, closing_id, origin_id, is_short, quantity,
                    round(pnl, 6), round(cash, 6), opened_at, closed_at, closed_by, is_inferred, currency), E'\n'
                    ORDER BY account, instrument, opened_at, closed_at, opening_id, closing_id, quantity)
                FROM position_lots
                """
            ),
            await service.ScalarAsync<string>(
                """
                SELECT string_agg(concat_ws(' ', m.day, m.execution_id, m.match_type, m.structure, o.outcome, round(o.pnl, 6),
                    round(o.attributed_pnl, 6), round(o.position_pnl, 6), o.is_ended), E'\n' ORDER BY m.day, m.execution_id)
                FROM recommendation_execution_matches m LEFT JOIN position_outcomes o ON o.match_id = m.id
                """
            ),
            await service.ScalarAsync<string>(
                "SELECT concat_ws(' ', round(sum(pnl), 6), round(sum(cash), 6), (SELECT round(sum(attributed_pnl), 6) FROM "
                    + "position_outcomes)) "
                    + "FROM position_lots"
            ),
        ];

    /// <summary>Days are reconciled as soon as something arrives.</summary>
    private static void Soon(WebApplicationBuilder builder) => builder.Configuration["Outcomes:ReconcileAfterSeconds"] = "0";

    /// <summary>Nothing is marked any more.</summary>
    internal static Task SettledAsync(TestService service) =>
        Eventually.TrueAsync(
            async () =>
                await service.ScalarAsync<long>("SELECT (SELECT count(*) FROM reconciliation_marks) + (SELECT count(*) FROM outcome_marks)")
                == 0,
            "no day and no position is marked any more",
            TimeSpan.FromMinutes(3)
        );

    internal static async Task<List<Client.MatchRecord>> AllMatchesAsync(TestService service)
    {
        var (found, cursor) = (new List<Client.MatchRecord>(), (string?)"");
        while (cursor is not null)
        {
            var page = await service.GetAsync<Page<Client.MatchRecord>>(
                $"{Root}/matches?limit=500{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}"
            );
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }

        return found;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
