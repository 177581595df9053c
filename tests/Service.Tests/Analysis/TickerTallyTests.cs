using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Analysis;

/// <summary>The view <c>ticker_tallies</c> says what the API says, before and after roll-ups and late votes.</summary>
public sealed class TickerTallyTests
{
    [Fact]
    public async Task TheViewAndTheApiAgree()
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM ticker_tallies"));
        var random = new Random(11);
        var all = new List<Guid>();
        for (var day = 0; day < 3; day++)
        {
            foreach (
                var (ticker, signal, version) in new[]
                {
                    ("AAPL", "BUY", "v1.0"),
                    ("AAPL", "BUY", "v1.1"),
                    ("AAPL", "SELL", "v1.0"),
                    ("MSFT", "BUY", "v1.0"),
                }
            )
                all.AddRange(await service.LogAsync(15, ticker, signal, version));
            await RateSomeAsync(service, all, random);
            await AssertAgreementAsync(service);
            if (day == 1)
                Assert.Equal(HttpStatusCode.OK, (await service.Admin.PostAsync("/api/admin/llm-metrics/roll-up", null)).StatusCode);
            await AssertAgreementAsync(service);
            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(HttpStatusCode.OK, (await service.Admin.PostAsync("/api/admin/llm-metrics/roll-up", null)).StatusCode);
        await AssertAgreementAsync(service);
        // A vote that comes after its day was rolled up opens the day again.
        service.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await service.RateAsync(
                    all[0],
                    new
                    {
                        helpful = false,
                        rating = 1,
                        session = "late",
                    }
                )
            ).StatusCode
        );
        await AssertAgreementAsync(service);
    }

    private static async Task RateSomeAsync(TestService service, List<Guid> ids, Random random)
    {
        var votes = ids.Where(_ => random.Next(2) == 0)
            .Select(id =>
                (object)(
                    random.Next(2) == 0
                        ? new
                        {
                            explanation_id = id,
                            helpful = random.Next(2) == 0,
                            session = $"s{random.Next(1000)}",
                        }
                        : new
                        {
                            explanation_id = id,
                            rating = random.Next(1, 6),
                            session = $"s{random.Next(1000)}",
                        }
                )
            )
            .ToArray();
        Assert.Equal(HttpStatusCode.OK, (await service.Engine.PostAsJsonAsync("/api/feedback", votes)).StatusCode);
    }

    private static async Task AssertAgreementAsync(TestService service)
    {
        foreach (var (ticker, signal) in new[] { ("AAPL", "BUY"), ("AAPL", "SELL"), ("MSFT", "BUY") })
            Assert.Equal(
                Figures(await service.LearningStateAsync(ticker, signal)),
                await ViewAsync(service, $"ticker = '{ticker}' AND signal = '{signal}'")
            );
        foreach (var ticker in (await service.AnalyticsAsync(90)).ByTicker)
            Assert.Equal(Figures(ticker), await ViewAsync(service, $"ticker = '{ticker.Ticker}'"));
    }

    private static string Figures(FeedbackSummary summary) =>
        string.Join(
            '|',
            summary.TotalExplanations,
            summary.Cached,
            summary.Fallbacks,
            summary.FeedbackRate.Count,
            summary.TotalFeedback,
            summary.PositiveFeedback.Count,
            summary.AvgRating.N,
            Rounded(summary.AvgRating.Mean)
        );

    private static Task<string> ViewAsync(TestService service, string where) =>
        service.ScalarAsync<string>(
            $"""
            SELECT concat_ws('|', sum(total_explanations), sum(cached), sum(fallbacks), sum(rated), sum(feedback), sum(positive),
                sum(ratings),
                             coalesce(round(sum(rating_sum) / nullif(sum(ratings), 0), 6)::text, '-')) FROM ticker_tallies WHERE {where}
            """
        );

    private static string Rounded(double? mean) => mean?.ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
