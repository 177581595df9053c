using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Clients;

/// <summary>Insights that are told in an engine's process are those that the service would tell.</summary>
public sealed class AdvisorTests
{
    private static readonly string?[] s_setups = [null, "pullback", "breakout", "PULLBACK", "", "other"];
    private static readonly string?[] s_phases = [null, "range", "drive"];
    private static readonly string?[] s_symbols = [null, "BTC/USD", "ETH/USD"];
    private static readonly string?[] s_timeframes = [null, "5m", "1h"];

    [Fact]
    public async Task EachQuestionIsAnsweredAsByTheServiceAlsoAfterTheInsightsChanged()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        await PlantAsync(service, "p", "pullback");
        await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await using var learning = service.Connect();
        await learning.Insights.ReadyAsync();
        Assert.True(await AgreeAsync(learning) > 0);

        var told = learning.Insights.Find(new TradeContext("pullback", "range"))[0];
        await service.PostAsync<Insight>($"/api/learning/insights/{told.Id}/decision", new { decision = "silence", reason = "Known." });
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await learning.Insights.ReadyAsync();
        Assert.DoesNotContain(learning.Insights.Find(new TradeContext("pullback", "range")), one => one.Id == told.Id);
        await AgreeAsync(learning);
    }

    [Fact]
    public async Task WhatIsTooOldIsNotTold()
    {
        await using var service = await TestService.StartAsync();
        await using var learning = service.Connect(options => options.MaxInsightAge = TimeSpan.FromSeconds(5));
        Assert.Throws<SnapshotTooOldException>(() => learning.Insights.Find(new TradeContext("pullback")));
        await learning.Insights.ReadyAsync();
        Assert.Empty(learning.Insights.Find(new TradeContext("pullback")));
        Assert.NotNull(learning.Insights.AsOf);
        await service.DisposeAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(learning.Insights.TryFind(new TradeContext("pullback"), out _));
        Assert.Throws<SnapshotTooOldException>(() => learning.Insights.Find(new TradeContext("pullback")));
        Assert.Null(learning.Insights.AsOf);
        Assert.Throws<ArgumentOutOfRangeException>(() => learning.Insights.Find(default, 101));
    }

    /// <summary>Compares the answers to many questions; returns how many insights were told.</summary>
    private static async Task<int> AgreeAsync(LearningConnection learning)
    {
        var told = 0;
        foreach (var context in Contexts())
        {
            var (own, asked) = (learning.Insights.Find(context), await learning.Client.RelevantAsync(context));
            Assert.Equal(
                asked.Select(one => (one.Id, one.Relevance, one.InsightText)),
                own.Select(one => (one.Id, one.Relevance, one.InsightText))
            );
            told += own.Count;
        }

        return told;
    }

    private static IEnumerable<TradeContext> Contexts() =>
        from setup in s_setups
        from phase in s_phases
        from symbol in s_symbols
        from timeframe in s_timeframes
        from hour in new int?[] { null, 10 }
        select new TradeContext(setup, phase, symbol, timeframe, hour);

    /// <summary>Trades of a setup in a range win 8 of 10, all else 4 of 10.</summary>
    internal static Task PlantAsync(TestService service, string ids, string winner) =>
        service.RecordAsync([
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    (object)(
                        i % 4 == 0
                            ? Trade($"{ids}{i}", i / 4 % 10 < 8, minute: i, setup: winner)
                            : Trade(
                                $"{ids}o{i}",
                                i / 4 % 10 < 4,
                                minute: i,
                                setup: i % 4 == 1 ? winner : "breakout",
                                phase: i % 4 == 2 ? "range" : "drive"
                            )
                    )
                ),
        ]);
}
