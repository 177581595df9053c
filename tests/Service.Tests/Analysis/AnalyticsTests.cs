using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Analysis;

/// <summary>The figures that analysts read equal what a GROUP BY over the facts says, before and after the roll-up.</summary>
public sealed class AnalyticsTests
{
    [Fact]
    public async Task WithoutDataEverythingIsThereAndEmpty()
    {
        await using var service = await TestService.StartAsync();
        var analytics = await service.AnalyticsAsync();
        Assert.Equal(0, analytics.TotalExplanations);
        Assert.Null(analytics.PositiveFeedback.Rate);
        Assert.Empty(analytics.Daily);
    }

    [Fact]
    public async Task FiguresEqualTheFactsThroughRollUpsAndLateVotes()
    {
        await using var service = await TestService.StartAsync();
        var random = new Random(7);
        var all = new List<Guid>();
        for (var day = 0; day < 4; day++)
        {
            foreach (var (ticker, signal, version) in new[] { ("AAPL", "BUY", "v1.0"), ("AAPL", "SELL", "v1.1"), ("MSFT", "BUY", "v1.0") })
                all.AddRange(await service.LogAsync(20, ticker, signal, version));
            await RateSomeAsync(service, all, random);
            await AssertEqualToFactsAsync(service);
            if (day == 1)
                await RollUpAsync(service);
            await AssertEqualToFactsAsync(service);
            service.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            ["2026-03-05", "2026-03-06", "2026-03-07"],
            (await RollUpAsync(service)).Where(day => string.CompareOrdinal(day, "2026-03-04") > 0)
        );
        await AssertEqualToFactsAsync(service);
        // A late vote, a day that is rolled up: the figures follow at once, and the next roll-up takes that day alone.
        service.Clock.Advance(TimeSpan.FromHours(3));
        await service.RateAsync(all[0], new { helpful = false, session = "late" });
        await AssertEqualToFactsAsync(service);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["2026-03-04"], await RollUpAsync(service));
        Assert.Empty(await RollUpAsync(service));
        await AssertEqualToFactsAsync(service);
    }

    [Fact]
    public async Task TheLearningStateFollowsVotesWithinItsFreshness()
    {
        await using var service = await TestService.StartAsync();
        var ids = await service.LogAsync(3);
        Assert.Equal(0, Positive(await service.LearningStateAsync()).N);
        await service.RateAsync(ids[0], new { helpful = true, session = "a" });
        await service.RateAsync(ids[1], new { rating = 2, session = "a" });
        var positive = Positive(await service.LearningStateAsync());
        Assert.Equal((1, 2), (positive.Count, positive.N));
        // Wilson, 1 of 2: centre (1/2 + z²/4)/(1 + z²/2), z = 1.959964.
        Assert.Equal(0.0945, positive.Lower!.Value, 4);
        Assert.Equal(0.9055, positive.Upper!.Value, 4);
    }

    [Fact]
    public async Task AnalyticsAreKeptForFiveMinutesAndHaveATag()
    {
        await using var service = await TestService.StartAsync();
        await service.LogAsync(1);
        var first = await service.Read.GetAsync("/api/admin/llm-analytics");
        await service.LogAsync(1);
        using var conditional = new HttpRequestMessage(HttpMethod.Get, "/api/admin/llm-analytics");
        conditional.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await service.Read.SendAsync(conditional)).StatusCode);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await service.GetAsync<AnalyticsResponse>("/api/admin/llm-analytics");
        Assert.Equal(2, later.TotalExplanations);
    }

    [Fact]
    public async Task ACriticisedFactorIsFoundAndTickersAreRankedByTheirLowerBound()
    {
        await using var service = await TestService.StartAsync();
        var good = await service.LogAsync(40, "GOOD", factors: ["rsi"]);
        var bad = await service.LogAsync(40, "BAD", factors: ["moon phase"]);
        var lucky = await service.LogAsync(1, "LUCKY", factors: ["rsi"]);
        for (var i = 0; i < 40; i++)
        {
            await service.RateAsync(good[i], new { helpful = i % 10 != 0, session = $"g{i}" });
            await service.RateAsync(bad[i], new { helpful = i % 10 == 0, session = $"b{i}" });
        }

        await service.RateAsync(lucky[0], new { helpful = true, session = "l" });
        var analytics = await service.AnalyticsAsync();
        var worst = analytics.Factors[0];
        Assert.Equal("moon phase", worst.Factor);
        Assert.True(worst.OftenCriticised);
        Assert.Equal(40, worst.With.N);
        Assert.Equal("GOOD", analytics.TopTickers[0].Ticker);
        Assert.Equal("BAD", analytics.BottomTickers[0].Ticker);
    }

    [Fact]
    public async Task SilenceIsAFigureOfItsOwnAndChangesNoRate()
    {
        await using var service = await TestService.StartAsync();
        var ids = await service.LogAsync(2000);
        await service.RateAsync(ids[0], new { helpful = false, session = "x" });
        Assert.Equal(0, (await service.AnalyticsAsync()).ImplicitPositive.N);
        service.Clock.Advance(TimeSpan.FromDays(8));
        var analytics = await service.AnalyticsAsync();
        var sample = analytics.ImplicitPositive.N;
        // Binomial(2000, 0.1): five standard deviations are 67.
        Assert.InRange(sample, 133, 267);
        Assert.InRange(analytics.ImplicitPositive.Count, sample - 1, sample);
        Assert.Equal(1, Positive(analytics).N);
    }

    private static Proportion Positive(FeedbackSummary figures) => figures.PositiveFeedback;

    private static async Task<string[]> RollUpAsync(TestService service)
    {
        var response = await service.Admin.PostAsync("/api/admin/llm-metrics/roll-up", null);
        var answer = (await response.Content.ReadFromJsonAsync<RolledUpResponse>(ClientJson.Options))!;
        return [.. answer.Days.Select(day => day.ToString("O", CultureInfo.InvariantCulture))];
    }

    private static async Task RateSomeAsync(TestService service, List<Guid> ids, Random random)
    {
        var votes = ids.Where(_ => random.Next(3) == 0)
            .Select(id =>
                random.Next(3) switch
                {
                    0 => (object)
                        new
                        {
                            explanation_id = id,
                            helpful = random.Next(2) == 0,
                            session = $"s{random.Next(1000)}",
                        },
                    1 => new
                    {
                        explanation_id = id,
                        rating = random.Next(1, 6),
                        session = $"s{random.Next(1000)}",
                    },
                    _ => new
                    {
                        explanation_id = id,
                        rating = random.Next(1, 6),
                        helpful = random.Next(2) == 0,
                        session = $"s{random.Next(1000)}",
                    },
                }
            )
            .ToArray();
        Assert.Equal(HttpStatusCode.OK, (await service.Engine.PostAsJsonAsync("/api/feedback", votes)).StatusCode);
    }

    private static async Task AssertEqualToFactsAsync(TestService service)
    {
        var analytics = await service.AnalyticsAsync();
        foreach (
            var (column, shown) in new[]
            {
                ("signal", analytics.BySignal.Select(one => Figures(one.Signal, one))),
                ("ticker", analytics.ByTicker.Select(one => Figures(one.Ticker, one))),
                ("prompt_version", analytics.ByPromptVersion.Select(one => Figures(one.PromptVersion, one))),
            }
        )
            Assert.Equal(await FactsAsync(service, column), shown.Order());

        foreach (var (ticker, signal) in new[] { ("AAPL", "BUY"), ("AAPL", "SELL"), ("MSFT", "BUY") })
        {
            var facts = await FactsAsync(service, "'x'", $"WHERE ticker = '{ticker}' AND signal = '{signal}'");
            Assert.Equal(facts, [Figures("x", await service.LearningStateAsync(ticker, signal))]);
        }
    }

    private static string Figures(string name, FeedbackSummary summary) =>
        $"{name}|{summary.TotalExplanations}|{summary.FeedbackRate.Count}|"
        + $"{summary.TotalFeedback}|{summary.PositiveFeedback.Count}|"
        + $"{summary.AvgRating.N}|"
        + $"{summary.AvgRating.Mean is not null}";

    private static async Task<IEnumerable<string>> FactsAsync(TestService service, string column, string where = "")
    {
        var text = await service.ScalarAsync<string>(
            $"""
            SELECT string_agg(line, ';') FROM (
                SELECT e.name || '|' || e.n || '|' || coalesce(f.rated, 0) || '|' || coalesce(f.votes, 0) || '|' || coalesce(f.positive, 0)
                    || '|' || coalesce(f.ratings, 0)
                       || '|' || CASE WHEN coalesce(f.ratings, 0) > 0 THEN 'True' ELSE 'False' END AS line
                FROM (SELECT {column} AS name, count(*) AS n FROM llm_explanations {where} GROUP BY 1) e
                LEFT JOIN (SELECT {column} AS name, count(DISTINCT explanation_id) AS rated, count(*) AS votes,
                                  sum(CASE WHEN helpful IS NULL THEN (rating >= 4)::int ELSE helpful::int END) AS positive,
                                  count(rating) AS ratings
                           FROM llm_feedback {where} GROUP BY 1) f USING (name)
            ) lines
            """
        );
        return text.Split(';').Order();
    }
}
