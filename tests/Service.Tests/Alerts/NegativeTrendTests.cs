using System.Net;
using System.Net.Http.Json;
using LearningActors.Cycles;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Alerts;

/// <summary>What pleases less than it did is told once.</summary>
public sealed class NegativeTrendTests
{
    [Fact]
    public async Task AWeekThatPleasesLessThanTheFourBeforeRaisesOneAlert()
    {
        await using var service = await TestService.StartAsync();
        // It is 2026-03-04. AAPL falls from 80 to 45 %, MSFT stays as it was.
        foreach (var (ticker, recent) in new[] { ("AAPL", 0.45), ("MSFT", 0.8) })
        {
            for (var day = 1; day <= 35; day++)
                await VoteAsync(service, ticker, service.Clock.UtcNow.AddDays(-day), 20, (int)Math.Round(20 * (day <= 7 ? recent : 0.8)));
        }

        var run = await service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Contains(run.Done, done => done.Contains("ticker AAPL", StringComparison.Ordinal));
        await service.RunCycleAsync(CycleNames.NightlyMetrics);
        var alerts = (await service.AlertsAsync()).Where(alert => alert.Kind == "negative_trend").ToArray();
        Assert.Equal(
            ["negative-trend/signal BUY/2026-W10", "negative-trend/ticker AAPL/2026-W10"],
            alerts.Select(alert => alert.Id).Order(StringComparer.Ordinal)
        );
        var told = alerts.Single(alert => alert.Id.Contains("AAPL", StringComparison.Ordinal));
        Assert.StartsWith("45.0 % of 140 votes positive", told.Message);
        Assert.Contains("80.0 % of 560 votes positive", told.Message);
        Assert.Contains("adjusted for 3 series", told.Message);

        // It goes on, which is told again next week.
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.RunCycleAsync(CycleNames.NightlyMetrics);
        Assert.Equal(2, (await service.AlertsAsync()).Count(alert => alert.Kind == "negative_trend"));
    }

    private static async Task VoteAsync(TestService service, string ticker, DateTimeOffset at, int votes, int positive)
    {
        var ids = Enumerable.Range(0, votes).Select(_ => Guid.NewGuid()).ToArray();
        var logged = await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(id => new
            {
                explanation_id = id,
                ticker,
                signal = "BUY",
                confidence = 0.8,
                explanation = "RSI is low.",
                generated_at = at,
            })
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        var rated = await service.Engine.PostAsJsonAsync(
            "/api/feedback",
            ids.Select(
                (id, i) =>
                    new
                    {
                        explanation_id = id,
                        helpful = i < positive,
                        session = $"{id}",
                    }
            )
        );
        Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
    }
}
