using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Insights;

/// <summary>Insights are found, confirmed, kept honest, and served before the next trade.</summary>
public sealed class InsightTests
{
    [Fact]
    public async Task WhatMakesMoreAndWinsAsOftenIsFoundAndServed()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        // Every second trade wins; pullbacks make 3 to 5 R then, all else 1 to 2 R. A loss is of 1 R.
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                {
                    var isPullback = i % 4 < 2;
                    var trade = Trade($"t{i}", wins: i % 2 == 0, minute: i, setup: isPullback ? "pullback" : "breakout");
                    trade["stop_price"] = 95m;
                    trade["exit_price"] = i % 2 == 1 ? 95m : 100 + (isPullback ? 15 + (i % 11) : 5 + (i % 6));
                    return (object)trade;
                }),
        ]);
        var found = Assert.Single((await service.PostAsync<Aggregation>("/api/learning/aggregate", new { })).Found);
        Assert.Equal(("r_multiple", true), (found.Outcome, found.IsBetter));
        Assert.Equal(0.5, found.WinRate.Rate);
        Assert.Equal(
            await service.ScalarAsync<double>(
                "SELECT avg((exit_price - entry_price) / (entry_price - stop_price))::double precision FROM trades WHERE setup_type = '"
                    + $"{found.MarketConditions.SetupType}'"
            ),
            found.Result!.Mean!.Value,
            9
        );
        Assert.Contains(
            $" make {found.Result.Mean:0.00} R on average of 200; all others make {found.RestResult!.Mean:0.00} R of 200.",
            found.InsightText
        );
        Assert.InRange(
            found.Result.Mean!.Value - found.RestResult.Mean!.Value,
            found.ExpectedDifference!.Lower!.Value,
            found.ExpectedDifference.Upper!.Value
        );

        // It is kept, found again as the same, and served before the next trade.
        Assert.Equal(found.Id, Assert.Single((await service.PostAsync<Aggregation>("/api/learning/aggregate", new { })).Found).Id);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var served = Assert.Single(
            await service.GetAsync<RelevantInsight[]>($"/api/learning/relevant?setup_type={found.MarketConditions.SetupType}")
        );
        Assert.Equal((found.Id, "r_multiple", found.ExpectedDifference), (served.Id, served.Outcome, served.ExpectedDifference));
        await service.RunCycleAsync("nightly-learning");
        var kept = Assert.Single(await service.ItemsAsync<Insight>("/api/learning/insights"));
        Assert.Equal((found.Result, found.ConfidenceScore), (kept.Result, kept.ConfidenceScore));
    }

    [Fact]
    public async Task WhatIsFoundIsConfirmedByTheTradesAndServedWithinASecond()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        Assert.Empty((await service.GetAsync<RelevantInsight[]>("/api/learning/relevant?setup_type=pullback")));
        // Pullbacks in a range win 8 of 10, all else 4 of 10.
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    (object)(
                        i % 4 == 0
                            ? Trade($"p{i}", i / 4 % 10 < 8, minute: i)
                            : Trade(
                                $"o{i}",
                                i / 4 % 10 < 4,
                                minute: i,
                                setup: i % 4 == 1 ? "pullback" : "breakout",
                                phase: i % 4 == 2 ? "range" : "drive"
                            )
                    )
                ),
        ]);
        var found = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        Assert.Equal(400, found.Trades);
        var insights = found.Found;
        Assert.NotEmpty(insights);
        foreach (var insight in insights)
        {
            var conditions = insight.MarketConditions;
            var where = string.Join(
                " AND ",
                new[]
                {
                    ("setup_type", conditions.SetupType),
                    ("market_phase", conditions.MarketPhase),
                    ("symbol", conditions.Symbol),
                    ("timeframe", conditions.Timeframe),
                    ("extract(hour FROM entry_time AT TIME ZONE 'UTC')::text", conditions.Hour?.ToString()),
                }
                    .Where(condition => condition.Item2 is not null)
                    .Select(condition => $"{condition.Item1} = '{condition.Item2}'")
            );
            var rate = insight.WinRate;
            Assert.Equal(
                await service.ScalarAsync<string>($"SELECT count(*) FILTER (WHERE pnl > 0) || '/' || count(*) FROM trades WHERE {where}"),
                $"{rate.Count}/{rate.N}"
            );
        }

        // Found again it is not another.
        var again = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        Assert.Equal(insights.Count, again.Found.Count);
        Assert.Equal(insights.Count, await service.ScalarAsync<long>("SELECT count(*) FROM learning_journal"));

        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var relevant = (
            await service.GetAsync<RelevantInsight[]>("/api/learning/relevant?setup_type=pullback&market_phase=range&limit=3")
        ).ToArray();
        Assert.Equal(("pullback", "range"), (relevant[0].MarketConditions.SetupType, relevant[0].MarketConditions.MarketPhase));
        Assert.Equal(0.6, relevant[0].Relevance);
        Assert.True(relevant.Length <= 3);
        Assert.Empty((await service.GetAsync<RelevantInsight[]>("/api/learning/relevant?symbol=ETH/USD")));
        // What is about pullbacks says nothing of a reversal in a range.
        Assert.Empty((await service.GetAsync<RelevantInsight[]>("/api/learning/relevant?setup_type=reversal&market_phase=range")));

        var summary = await service.GetAsync<LearningSummary>("/api/learning/summary");
        Assert.Equal((insights.Count, insights.Count, 400), (summary.TotalLearnings, summary.NewLearnings, summary.WinRate.N));
    }

    [Fact]
    public async Task LaterTradesTakeConfidenceAndTheNightPrunes()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 200)
                .Select(i =>
                    (object)Trade($"a{i}", i % 2 == 0 ? i % 20 < 16 : i % 20 < 8, minute: i, setup: i % 2 == 0 ? "pullback" : "breakout")
                ),
        ]);
        await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        var found = await service.ItemsAsync<Insight>("/api/learning/insights");
        // The opposite, five times as often.
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    (object)Trade(
                        $"b{i}",
                        i % 2 == 0 ? i % 20 < 4 : i % 20 < 14,
                        // The same hours of other days.
                        minute: (1440 * (1 + (i / 200))) + (i % 200),
                        setup: i % 2 == 0 ? "pullback" : "breakout"
                    )
                ),
        ]);
        await service.RunCycleAsync("nightly-learning");
        // What the night finds is the opposite.
        Assert.NotEmpty(found);
        var opposite = await service.ItemsAsync<Insight>("/api/learning/insights?min_confidence=0");
        Assert.All(opposite, insight => Assert.DoesNotContain(insight.Id, found.Select(one => one.Id)));
        var kept = await service.ItemsAsync<Insight>("/api/learning/insights?min_confidence=0&active=false");
        Assert.Equal(found.Select(one => one.Id).Order(), kept.Select(one => one.Id).Order());
        Assert.All(kept, insight => Assert.True(insight.ConfidenceScore < 0.3));
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var relevant = await service.GetAsync<RelevantInsight[]>("/api/learning/relevant?setup_type=pullback&market_phase=range");
        Assert.All(relevant, insight => Assert.False(insight.IsBetter));
    }

    [Fact]
    public async Task TheModelsClaimsAreCheckedAndUnreadableAnswersReported()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.AddRuleAsync();
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 160)
                .Select(i =>
                    (object)Trade($"a{i}", i % 2 == 0 ? i % 10 < 8 : i % 10 < 4, minute: i, setup: i % 2 == 0 ? "pullback" : "breakout")
                ),
        ]);
        // It is shown half of the trades, and says something right of them and something that is made up.
        model.Answer = (request, context) =>
        {
            var shown = ShownTo(request);
            var pullbacks = shown.Where(trade => (string?)trade!["setup_type"] == "pullback").ToArray();
            var wins = pullbacks.Count(trade => (bool)trade!["win"]!);
            return OpenAiServer.WriteAsync(
                context,
                JsonSerializer.Serialize(
                    new
                    {
                        insights = new[]
                        {
                            Claim(
                                "Pullbacks win more often than breakouts.",
                                "pullback",
                                (double)wins / pullbacks.Length,
                                pullbacks.Length
                            ),
                            Claim("Breakouts win nearly always.", "breakout", 0.95, shown.Length - pullbacks.Length),
                        },
                    }
                )
            );
        };
        var checkedOnes = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { min_trades = 5, min_confidence = 0.6 });
        Assert.Equal(2, model.Requests.Count);
        var insight = Assert.Single(checkedOnes.Found, one => one is { IsBetter: true, MarketConditions.SetupType: "pullback" });
        Assert.Equal("Pullbacks win more often than breakouts.", Assert.Single(insight.Variants, one => one.FoundBy == "openai").Text);
        Assert.All(checkedOnes.Refused, refused => Assert.StartsWith("It claims a win rate of 95.0 %; the trades' is", refused.Reason));
        Assert.Equal(2, checkedOnes.Refused.Count);
        // What is known already is not another insight in other words.
        Assert.Equal(checkedOnes.Found.Count, await service.ScalarAsync<long>("SELECT count(*) FROM learning_journal"));

        model.Answer = (_, context) => OpenAiServer.WriteAsync(context, "I think pullbacks are great.");
        var unreadable = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        Assert.All(unreadable.Refused, refused => Assert.Equal("The answer is not the JSON object that was asked for.", refused.Reason));
        Assert.Equal(2, unreadable.Refused.Count);

        static object Claim(string text, string setup, double rate, int size) =>
            new
            {
                insight = text,
                insight_type = "setup",
                conditions = new { setup_type = setup },
                win_rate = rate,
                sample_size = size,
            };
    }

    [Fact]
    public async Task TheNightReviewsByTheModelAndLooksForInsightsWithoutBeingAsked()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.AddRuleAsync();
        model.Answer = (request, context) =>
            OpenAiServer.WriteAsync(
                context,
                request.ToJsonString().Contains("You review closed trades", StringComparison.Ordinal)
                    ? """
                    {"what_happened": "It went to its end.", "what_worked": [], "what_didnt_work": [], "setup_validity": "valid",
                     "performance_rating": 4, "lessons": ["Wait for the close."]}
                    """
                    : """{"insights": []}"""
            );
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    (object)Trade($"a{i}", i % 2 == 0 ? i % 20 < 14 : i % 20 < 8, minute: i, setup: i % 2 == 0 ? "pullback" : "breakout")
                ),
        ]);
        await service.RunCycleAsync("nightly-learning");
        Assert.Equal(400, await service.ScalarAsync<long>("SELECT count(*) FROM trade_reviews WHERE reviewer = 'openai'"));
        var insight = Assert.Single(await service.ItemsAsync<Insight>("/api/learning/insights"), one => one.IsBetter);
        Assert.Equal("pullback", insight.MarketConditions.SetupType);
        Assert.Equal(200, insight.Course!.RMultiple.N);
        Assert.Equal(200, Assert.Single(insight.RestCourse!.PnlByCurrency).Trades);
        Assert.InRange(insight.ExpectedWinRate!.Mean!.Value, 0.5, 0.7);
        // What the model sees has how the trades went, and their lessons.
        var shown = ShownTo(model.Requests.Last());
        Assert.InRange(shown.Length, 1, 50);
        Assert.All(shown, trade => Assert.Equal("Wait for the close.", (string?)trade!["lessons"]![0]));
        Assert.All(shown, trade => Assert.Equal((bool)trade!["win"]!, (double)trade["r_multiple"]! > 0));
        // The next night nothing has come, and nobody is asked.
        var asked = model.Requests.Count;
        service.Clock.Advance(TimeSpan.FromDays(2));
        await service.RunCycleAsync("nightly-learning");
        Assert.Equal(asked, model.Requests.Count);
    }

    private static JsonNode?[] ShownTo(JsonObject request)
    {
        var message = request["messages"]!.AsArray().Single(one => (string?)one!["role"] == "user")!["content"]!;
        var data = message.GetValueKind() == JsonValueKind.String ? (string?)message : (string?)message[0]!["text"];
        return [.. JsonNode.Parse(data!)!["trades"]!.AsArray()];
    }

    [Theory]
    [InlineData("/api/learning/relevant?limit=0", "limit")]
    [InlineData("/api/learning/relevant?limit=x", "limit")]
    [InlineData("/api/learning/insights?insight_type=hunch", "insight_type")]
    [InlineData("/api/learning/insights?min_confidence=2", "min_confidence")]
    [InlineData("/api/learning/insights?min_confidence=NaN", "min_confidence")]
    [InlineData("/api/learning/insights?active=perhaps", "active")]
    [InlineData("/api/learning/summary?days=0", "days")]
    public async Task AWrongQuestionIsNamed(string path, string field)
    {
        await using var service = await TestService.StartAsync();
        var response = await service.Read.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync());
        Assert.Contains(
            "from 2 to",
            await service.RefusedAsync("/api/learning/aggregate", new { min_trades = 1 }, HttpStatusCode.BadRequest, "min_trades")
        );
        Assert.Contains(
            "0 to 23",
            await service.RefusedAsync(
                "/api/learning/aggregate",
                new { filters = new { hour = 24 } },
                HttpStatusCode.BadRequest,
                "filters.hour"
            )
        );
        Assert.Contains(
            "0 to 1",
            await service.RefusedAsync("/api/learning/prune?threshold=3", new { }, HttpStatusCode.BadRequest, "threshold")
        );
    }
}
