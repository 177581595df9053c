using LearningActors.Insights;
using LearningActors.Trades;

namespace LearningActors.Tests.Insights;

/// <summary>Which insights are served before a trade.</summary>
public sealed class RelevanceTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void RelevanceIsWhatTheTwoShare()
    {
        var insight = new TradeConditions("pullback", "range", "BTC", "5m");
        Assert.Equal(1.0, Relevance.Of(insight, insight), 9);
        Assert.Equal(0.5, Relevance.Of(insight, new TradeConditions("PULLBACK", Symbol: "btc")), 9);
        Assert.Equal(0.3, Relevance.Of(insight, new TradeConditions(MarketPhase: "range")), 9);
        Assert.Equal(0, Relevance.Of(insight, TradeConditions.All));
        Assert.Equal(0, Relevance.Of(TradeConditions.All, insight));
    }

    [Fact]
    public void TheBestAreServedFirstAndTheUncertainNotAtAll()
    {
        var setup = Of(new TradeConditions("pullback"), 0.6);
        var both = Of(new TradeConditions("pullback", "range"), 0.55);
        var ranked = Relevance.Rank(
            [
                setup,
                both,
                Of(new TradeConditions("breakout"), 0.9),
                Of(new TradeConditions("pullback", Symbol: "ETH"), 0.49),
                Of(new TradeConditions(MarketPhase: "range"), 0.9, active: false),
            ],
            new TradeConditions("pullback", "range"),
            5
        );
        Assert.Equal([both.Id, setup.Id], ranked.Select(one => one.Insight.Id));
        Assert.Equal([0.6, 0.3], ranked.Select(one => one.Relevance));
        Assert.Single(Relevance.Rank([setup, both], new TradeConditions("pullback", "range"), 1));
    }

    [Fact]
    public void WhatIsAboutAnotherConditionIsLeftOut()
    {
        var ranked = Relevance.Rank(
            [
                Of(new TradeConditions("pullback", "range"), 0.99),
                Of(new TradeConditions(MarketPhase: "RANGE"), 0.6),
                Of(new TradeConditions(MarketPhase: "range", Hour: 9), 0.9),
                Of(new TradeConditions(MarketPhase: "range", Timeframe: "5m"), 0.55),
            ],
            new TradeConditions("reversal", "range", Hour: 10),
            5
        );
        // What the context does not say contradicts nothing.
        Assert.Equal([0.6, 0.55], ranked.Select(one => one.Insight.Confidence));
        Assert.True(Relevance.Applies(new TradeConditions(MarketPhase: "range", Hour: 9), new TradeConditions(MarketPhase: "range")));
    }

    private static Insight Of(TradeConditions conditions, double confidence, bool active = true) =>
        InsightMaking.Make(
            new ScopedTrades(TradeConditions.All, SimulatedTrades.Make(200, 3, _ => 0.5), 5),
            conditions,
            isBetter: true,
            null,
            "A sentence.",
            "statistics",
            s_now
        ) with
        {
            Confidence = confidence,
            IsActive = active,
        };
}
