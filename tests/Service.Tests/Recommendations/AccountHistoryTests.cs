using System.Net;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>What was recommended and executed can be read, however old, and so can the positions that follow.</summary>
public sealed class AccountHistoryTests
{
    [Fact]
    public async Task OrdersPositionsAndBothContractsOfAMatchAreReadInFull()
    {
        await using var service = await TestService.StartAsync();
        var short26 = Execute("e1", "2021-01-04T16:00:00Z");
        var long24 = Execute("e2", "2021-01-04T16:00:00Z", contract: "210115P00024000", action: "BTO", price: 110);
        (short26["order_id"], long24["order_id"], short26["account"], long24["account"]) = ("77", "77", "ira", "ira");
        var spread = Recommend("r1");
        spread["further_legs"] = new[]
        {
            new Dictionary<string, object?>
            {
                ["action"] = "BTO",
                ["strike"] = 24,
                ["expiration"] = "2021-01-15",
                ["option_right"] = "put",
            },
        };
        spread["premium"] = 90;
        await service.SendAsync("recommendations", spread);
        var close = Execute("e3", "2021-01-08T16:00:00Z", action: "BTC", price: 120);
        close["account"] = "ira";
        await service.SendAsync("executions", short26, long24, close);
        await service.ReconcileAsync("2021-01-04");
        await service.TrackAsync();

        var match = Assert.Single(await service.MatchesAsync());
        Assert.Equal(("consent", "vertical", 0m), (match.MatchType, match.Structure, match.PremiumDifference));
        Assert.Equal(
            ("r1", "BTO", 24m),
            (match.Recommendation!.RecommendationId, match.Recommendation.FurtherLegs[0].Action, match.Recommendation.FurtherLegs[0].Strike)
        );
        Assert.Equal([("e1", "STO"), ("e2", "BTO")], match.Executions.Select(one => (one.ExecutionId, one.Action)));

        var orders = await service.ItemsAsync<ExecutedOrder>($"{Root}/orders?account=ira");
        Assert.Equal(
            [("e3", "single_leg", 1), ("77", "vertical", 2)],
            orders.Select(one => (one.OrderId, one.Structure, one.Executions.Count))
        );
        var positions = await service.ItemsAsync<Position>($"{Root}/positions?symbol=PLTR");
        Assert.Equal([("closed", 0m, 77.7m), ("open", 1m, 0m)], positions.Select(one => (one.State, one.Quantity, one.Pnl)));
        Assert.Equal(
            ("e1", "e3", "BTC"),
            (positions[0].Lots[0].OpeningExecutionId, positions[0].Lots[0].ClosingExecutionId, positions[0].Lots[0].ClosedBy)
        );
        Assert.Single(await service.ItemsAsync<Position>($"{Root}/positions?state=open"));
        Assert.Equal(
            "r1",
            Assert.Single(await service.ItemsAsync<Recommendation>($"{Root}/recommendations?end_date=2021-01-04")).RecommendationId
        );
        Assert.Empty(await service.ItemsAsync<Recommendation>($"{Root}/recommendations?start_date=2021-01-05"));

        // Part by part, each once.
        var (seen, cursor) = (new List<string>(), "");
        while (cursor is not null)
        {
            var page = await service.GetAsync<Page<Execution>>(
                $"{Root}/executions?limit=1{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}"
            );
            seen.AddRange(page.Items.Select(one => one.ExecutionId));
            cursor = page.NextCursor;
        }

        Assert.Equal(["e3", "e2", "e1"], seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync($"{Root}/positions?state=maybe")).StatusCode);
    }

    [Fact]
    public async Task PricesTellWhatWasMissedAndWrongOnesAreNamed()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", Recommend("r1"));
        await service.ReconcileAsync("2021-01-04");
        await service.TrackAsync();
        Assert.Null(Assert.Single(await service.MatchesAsync()).Outcome);
        var answer = await service.SendAsync(
            "prices",
            new Dictionary<string, object?>
            {
                ["instrument"] = "PLTR",
                ["day"] = "2021-01-15",
                ["close"] = 25,
                ["source"] = "exchange",
            },
            new Dictionary<string, object?>
            {
                ["instrument"] = "PLTR",
                ["day"] = "2021-01-15",
                ["source"] = "exchange",
            },
            new Dictionary<string, object?>
            {
                ["instrument"] = "PLTR",
                ["day"] = "2021-01-15",
                ["bid"] = 3,
                ["ask"] = 2,
                ["source"] = "x",
            }
        );
        Assert.Equal((1, 2), (answer.Stored, answer.Refused));
        Assert.Equal(1, (await service.TrackAsync()).Changed);
        var missed = Assert.Single(await service.MatchesAsync()).Outcome!;
        Assert.Equal(
            (100m, "exchange", new DateOnly(2021, 1, 15)),
            (missed.CounterfactualPnl, missed.CounterfactualSource, missed.CounterfactualOn)
        );
        // The source corrects itself.
        await service.SendAsync(
            "prices",
            new Dictionary<string, object?>
            {
                ["instrument"] = "PLTR",
                ["day"] = "2021-01-15",
                ["close"] = 27,
                ["source"] = "exchange",
            }
        );
        await service.TrackAsync();
        Assert.Equal(200m, Assert.Single(await service.MatchesAsync()).Outcome!.CounterfactualPnl);
        // 'other' without words says nothing.
        await service.PatchAsync(
            $"{Root}/matches/{(await service.MatchesAsync())[0].Id}/reason",
            new { reason_code = "other" },
            HttpStatusCode.BadRequest
        );
    }
}
