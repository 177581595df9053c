using LearningActors.Insights;
using LearningActors.Trades;

namespace LearningActors.Tests.Insights;

/// <summary>What is found among trades, and what is believed of it.</summary>
public sealed class InsightRuleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void APlantedPatternIsFoundAndNothingElse()
    {
        // Wins 70 % as a pullback in a range, 45 % elsewhere; 2 000 trades.
        var trades = SimulatedTrades.Make(2000, 7, trade => trade is { SetupType: "pullback", MarketPhase: "range" } ? 0.70 : 0.45);
        var findings = Scoped(trades).Findings;
        var found = Assert.Single(findings.All);
        Assert.Equal(new TradeConditions("pullback", "range"), found.Conditions);
        Assert.True(found.IsBetter);
        Assert.Equal(trades.Count(trade => trade.SetupType == "pullback" && trade.MarketPhase == "range"), found.Contrast.N);
        Assert.True(findings.Confidence(found.Conditions, isBetter: true) > 0.99);
        // Its parts stand out only because of it.
        Assert.True(findings.Confidence(new TradeConditions("pullback"), isBetter: true) < 0.3);
    }

    [Fact]
    public void TwoEffectsThatAddUpAreTwoInsightsAndNotThree()
    {
        static double WinRate(TradeResult trade) =>
            0.35 + (trade.SetupType == "pullback" ? 0.2 : 0) + (trade.MarketPhase == "range" ? 0.2 : 0);
        Assert.Equal(
            [new TradeConditions(MarketPhase: "range"), new TradeConditions("pullback")],
            Scoped(SimulatedTrades.Make(3000, 8, WinRate))
                .Findings.All.Select(finding => finding.Conditions)
                .OrderBy(conditions => conditions.SetupType, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void OtherNamesOfTheSameTradesAreItsVariants()
    {
        // Pullbacks are traded on one symbol, of ten of which one is another.
        var trades = SimulatedTrades.Make(1500, 9, trade => trade.SetupType == "pullback" ? 0.70 : 0.45);
        var renamed = trades.Select((trade, i) => trade with { Symbol = trade.SetupType == "pullback" && i % 10 > 0 ? "P" : trade.Symbol });
        var insight = Assert.Single(InsightMaking.Of(Scoped([.. renamed]), s_now));
        Assert.Equal(new TradeConditions("pullback"), insight.Conditions);
        Assert.Contains(insight.Variants, variant => variant.Conditions == new TradeConditions(Symbol: "P"));
    }

    [Fact]
    public void WithNothingPlantedHardlyAnythingIsReported()
    {
        var reporting = Enumerable
            .Range(0, 200)
            .Count(run => Scoped(SimulatedTrades.Make(800, 1000 + run, _ => 0.5)).Findings.All.Count > 0);
        Assert.True(reporting <= 20, $"{reporting} of 200 runs reported an insight.");
    }

    [Fact]
    public void TheSameBetUnderTwoRulesCountsOnce()
    {
        var start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        TradeResult Enter(TradeResult trade, int i, int copy, TradeSide side = TradeSide.Long) =>
            trade with
            {
                Id = $"{i}-{copy}",
                Symbol = "BTC",
                Course = new TradeCourse(
                    side,
                    start.AddHours(i).AddSeconds(20 * copy),
                    start.AddHours(i + 1),
                    start,
                    trade.IsWin ? 1 : -1,
                    "USD",
                    0,
                    null,
                    null,
                    null,
                    []
                ),
            };
        var once = SimulatedTrades.Make(300, 5, _ => 0.5);
        TradeResult[] twice = [.. once.SelectMany((trade, i) => new[] { Enter(trade, i, 0), Enter(trade, i, 1) })];
        var bets = Bet.Of(twice);
        Assert.Equal(300, bets.Count);
        Assert.All(bets, bet => Assert.Equal(2, bet.Trades.Count));
        Assert.Equal(once.Select(trade => trade.IsWin), bets.Select(bet => bet.IsWin));
        // The other direction, and a minute later, are other bets.
        Assert.Equal(2, Bet.Of([Enter(once[0], 0, 0), Enter(once[0], 0, 1, TradeSide.Short)]).Count);
        Assert.Equal(2, Bet.Of([Enter(once[0], 0, 0), Enter(once[0], 0, 3)]).Count);
        // One of them wins more than the other loses.
        var mixed = Bet.Of([
            Enter(once[0] with { IsWin = true }, 0, 0) is var win ? win with { Course = win.Course! with { Pnl = 5 } } : null!,
            Enter(once[0] with { IsWin = false }, 0, 1),
        ]);
        Assert.True(Assert.Single(mixed).IsWin);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void AFewTradesAndTradesThatAreAllAlikeShowNothing(int count)
    {
        Assert.Empty(Scoped(SimulatedTrades.Make(count, 1, _ => 0.5)).Findings.All);
        Assert.Empty(
            Scoped([
                .. Enumerable.Range(0, 500).Select(i => new TradeResult($"t{i}", "pullback", "range", "BTC", "5m", 10, i % 2 == 0)),
            ]).Findings.All
        );
        Assert.Empty(Scoped(SimulatedTrades.Make(500, 1, _ => 1)).Findings.All);
    }

    [Fact]
    public void ConfidenceFollowsLaterTradesBothWays()
    {
        var early = SimulatedTrades.Make(400, 3, trade => trade.SetupType == "pullback" ? 0.8 : 0.45);
        var insight = Pullbacks(early);
        Assert.Equal(InsightType.Setup, insight.Type);
        Assert.True(insight.Confidence > 0.95, $"{insight.Confidence}");
        Assert.True(insight.ExpectedWinRate!.Mean < insight.WinRate.Rate);

        // The pattern wears off: later pullbacks win less than the rest.
        List<TradeResult> all = [.. early];
        var confidences = new List<double>();
        for (var month = 0; month < 6; month++)
        {
            all.AddRange(SimulatedTrades.Make(400, 50 + month, trade => trade.SetupType == "pullback" ? 0.30 : 0.45));
            confidences.Add(InsightMaking.Reestimate(insight, Scoped(all), s_now).Confidence);
        }

        Assert.True(confidences[^1] < 0.3, string.Join(' ', confidences));
        // And it comes back.
        all.AddRange(SimulatedTrades.Make(6000, 99, trade => trade.SetupType == "pullback" ? 0.75 : 0.45));
        Assert.True(InsightMaking.Reestimate(insight, Scoped(all), s_now).Confidence > 0.99);
        Assert.Same(insight, InsightMaking.Reestimate(insight, Scoped(early), s_now.AddDays(1)));
    }

    [Fact]
    public void TheSameClaimIsTheSameInsight()
    {
        var trades = SimulatedTrades.Make(400, 3, trade => trade.SetupType == "pullback" ? 0.75 : 0.45);
        var first = Pullbacks(trades);
        List<TradeResult> more = [.. trades, .. SimulatedTrades.Make(400, 4, trade => trade.SetupType == "pullback" ? 0.75 : 0.45)];
        var again = Pullbacks(more) with { UpdatedAt = s_now.AddDays(1) };
        Assert.Equal(first.Id, again.Id);
        var merged = InsightMaking.Merge(first, again, s_now.AddDays(2));
        Assert.Equal((s_now, s_now.AddDays(2)), (merged.CreatedAt, merged.UpdatedAt));
        // What changed since the trades were read saw later ones.
        Assert.Same(merged, InsightMaking.Merge(merged, again, s_now.AddDays(3)));
        Assert.True(merged.WinRate.N > first.WinRate.N && merged.Confidence >= first.Confidence);
        var scope = new TradeConditions(Symbol: "S1");
        TradeResult[] some = [.. trades.Where(trade => trade.Symbol == "S1")];
        Assert.NotEqual(first.Id, Pullbacks(some, scope).Id);
    }

    private static ScopedTrades Scoped(IReadOnlyList<TradeResult> trades, TradeConditions? scope = null) =>
        new(scope ?? TradeConditions.All, trades, 5);

    private static Insight Pullbacks(IReadOnlyList<TradeResult> trades, TradeConditions? scope = null) =>
        InsightMaking.Make(
            Scoped(trades, scope),
            new TradeConditions("pullback"),
            isBetter: true,
            null,
            null,
            InsightMaking.ByStatistics,
            s_now
        );
}
