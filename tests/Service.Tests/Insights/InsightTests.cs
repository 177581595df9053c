using System.Net;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Insights;

/// <summary>Insights are found, confirmed, kept honest, and served before the next trade.</summary>
public sealed class InsightTests
{
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
        var active = (await service.ItemsAsync<Insight>("/api/learning/insights")).Count;
        Assert.True(active > 0);
        // The opposite, five times as often.
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    (object)Trade(
                        $"b{i}",
                        i % 2 == 0 ? i % 20 < 4 : i % 20 < 14,
                        minute: i % 500,
                        setup: i % 2 == 0 ? "pullback" : "breakout"
                    )
                ),
        ]);
        await service.RunCycleAsync("nightly-learning");
        Assert.Empty((await service.ItemsAsync<Insight>("/api/learning/insights?min_confidence=0")));
        var kept = await service.ItemsAsync<Insight>("/api/learning/insights?min_confidence=0&active=false");
        Assert.Equal(active, kept.Count);
        Assert.All(kept, insight => Assert.True(insight.ConfidenceScore < 0.3));
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await service.GetAsync<RelevantInsight[]>("/api/learning/relevant?setup_type=pullback&market_phase=range")));
        // Found again in their new direction, they are other insights.
        Assert.True((await service.PostAsync<Aggregation>("/api/learning/aggregate", new { })).Found.Count > 0);
    }

    [Fact]
    public async Task TheModelsClaimsAreCheckedAndUnreadableAnswersReported()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.AddRuleAsync();
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 40)
                .Select(i => (object)Trade($"a{i}", i < 20 ? i < 16 : i % 5 < 2, minute: i, setup: i < 20 ? "pullback" : "breakout")),
        ]);
        model.Answer = (_, context) =>
            OpenAiServer.WriteAsync(
                context,
                """
                {"insights": [
                  {"insight": "Pullbacks win 80 % of 20 trades.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20},
                  {"insight": "Breakouts win nearly always.", "insight_type": "setup", "conditions": {"setup_type": "breakout"}, "win_rate": 0.95, "sample_size": 20}]}
                """
            );
        var checkedOnes = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { min_trades = 5, min_confidence = 0.6 });
        Assert.Contains(
            checkedOnes.Found,
            one => one.InsightText == "Pullbacks win 80 % of 20 trades." || one.MarketConditions.SetupType == "pullback"
        );
        Assert.Equal("It claims a win rate of 95.0 %; the trades' is 40.0 %.", Assert.Single(checkedOnes.Refused).Reason);

        model.Answer = (_, context) => OpenAiServer.WriteAsync(context, "I think pullbacks are great.");
        var unreadable = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        Assert.Equal("The answer is not the JSON object that was asked for.", Assert.Single(unreadable.Refused).Reason);
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
