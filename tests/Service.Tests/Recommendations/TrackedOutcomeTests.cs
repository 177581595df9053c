using System.Net;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>Outcomes follow whatever arrives.</summary>
public sealed class TrackedOutcomeTests
{
    [Fact]
    public async Task OutcomesFollowLaterExecutionsAndRevisions()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", Recommend("r1"), Recommend("r2", symbol: "F"), Recommend("r3", symbol: "GE"));
        await service.SendAsync("executions", Execute("e1", "2021-01-04T16:00:00Z"), Execute("e2", "2021-01-04T16:00:00Z", symbol: "F"));
        await service.ReconcileAsync("2021-01-04");
        await service.TrackAsync();
        Assert.Equal(["F open 0", "GE –", "PLTR open 0"], await OutcomesAsync(service));

        var closing = Execute("c1", "2021-01-08T16:00:00Z");
        (closing["action"], closing["price"]) = ("BTC", 120);
        await service.SendAsync("executions", closing);
        Assert.Equal(1, (await service.TrackAsync()).Changed);
        // Sold at 200 and bought at 120, with 1.15 of fees each way.
        Assert.Equal(["F open 0", "GE –", "PLTR closed_profit 77.7"], await OutcomesAsync(service));
        var expiry = Execute("x2", "2021-01-16T01:00:00Z", symbol: "F");
        (expiry["action"], expiry["price"]) = ("expired", null);
        await service.SendAsync("executions", expiry);
        var tracked = await service.TrackAsync();
        Assert.Equal((1, true), (tracked.Changed, tracked.IsStored));
        Assert.Equal(["F expired_worthless 197.7", "GE –", "PLTR closed_profit 77.7"], await OutcomesAsync(service));
        Assert.Equal(0, (await service.TrackAsync()).Changed);
        // An earlier day is told as it was then, and what is known later stays.
        Assert.Equal("open:2", await service.OutcomesAsOfAsync("2021-01-07"));
        Assert.Equal("open:1 closed_profit:1", await service.OutcomesAsOfAsync("2021-01-08"));
        Assert.Equal(["F expired_worthless 197.7", "GE –", "PLTR closed_profit 77.7"], await OutcomesAsync(service));
        // Executed at the recommended premium: as given it would have made the same.
        Assert.All(
            (await service.MatchesAsync()).Select(one => one.Outcome).OfType<PositionOutcome>(),
            one => Assert.Equal(one.Pnl, one.CounterfactualPnl)
        );
        Assert.Contains(
            "as_of_date",
            (await service.PostAsync($"{Root}/track-outcomes?as_of_date=soon", new { }, HttpStatusCode.BadRequest)).ToString()
        );

        // The cycles, at their Pacific hours, do the same.
        var run = await service.RunCycleAsync("outcomes");
        Assert.Contains("outcomes changed", run.Done[0]);
        await service.RunCycleAsync("reconcile");
        Assert.Equal(["F expired_worthless 197.7", "GE –", "PLTR closed_profit 77.7"], await OutcomesAsync(service));
    }

    [Fact]
    public async Task SharesOfAFeeAddUpWithLargeAmounts()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync("recommendations", Recommend("r1"), Recommend("r2", symbol: "F"));
        var (third, large) = (Execute("e1", "2021-01-04T16:00:00Z"), Execute("e2", "2021-01-04T16:00:00Z", symbol: "F", price: 20000));
        (third["quantity"], third["fees"], large["quantity"]) = (3, 1, 2);
        var (closingThird, closingLarge) = (Execute("c1", "2021-01-08T16:00:00Z"), Execute("c2", "2021-01-08T16:00:00Z", symbol: "F"));
        foreach (var closing in new[] { closingThird, closingLarge })
            (closing["action"], closing["price"], closing["fees"]) = ("BTC", 199.5m, 0);
        await service.SendAsync("executions", third, large, closingThird, closingLarge);
        await service.ReconcileAsync("2021-01-04");
        // A third of a dollar has as many digits as a number can have, and the large amount five more before the point.
        var open = Assert.Single((await service.TrackAsync()).ByOutcome);
        Assert.Equal(("open", 2), (open.Outcome, open.Count));
        Assert.Equal(0.5m - (1m / 3) + 19800.5m - (1.15m / 2), open.Pnl, 9);
    }

    private static async Task<string[]> OutcomesAsync(TestService service) =>
        [
            .. (await service.MatchesAsync())
                .Where(one => one.RecommendationId is not null)
                .Select(one =>
                    one.Outcome is { } outcome
                        ? $"{one.Symbol} {outcome.Kind} {outcome.Pnl.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}"
                        : $"{one.Symbol} –"
                )
                .Order(StringComparer.Ordinal),
        ];
}
