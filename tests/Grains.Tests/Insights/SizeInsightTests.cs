using LearningActors.Insights;
using LearningActors.Statistics;
using LearningActors.Trades;
using MathNet.Numerics.Random;

namespace LearningActors.Tests.Insights;

/// <summary>What is found of what trades make, beside how often they win.</summary>
public sealed class SizeInsightTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TradeConditions s_pullback = new("pullback");

    [Fact]
    public void WhatMakesMoreWithoutWinningMoreOftenIsAnInsightWithFigures()
    {
        var trades = Sized(SimulatedTrades.Make(1500, 7, _ => 0.5), trade => trade.SetupType == "pullback" ? 2 : 1);
        var insight = Assert.Single(InsightMaking.Of(Scoped(trades), s_now));
        Assert.Equal((s_pullback, InsightOutcome.RMultiple, true), (insight.Conditions, insight.Outcome, insight.IsBetter));
        var there = trades.Where(trade => trade.SetupType == "pullback").Select(trade => trade.Course!.RMultiple!.Value).ToArray();
        Assert.Equal((there.Length, there.Average()), (insight.Result!.N, insight.Result.Mean!.Value));
        Assert.True(insight.Result.Lower > insight.RestResult!.Mean);
        Assert.True(insight.Confidence > 0.95, $"{insight.Confidence}");
        // Half of the trades win, and each of these makes 1.5 R more.
        Assert.InRange(0.75, insight.ExpectedDifference!.Lower!.Value, insight.ExpectedDifference.Upper!.Value);
        Assert.Null(insight.ExpectedWinRate);
        Assert.Matches(
            @"^Trades with setup pullback make \d\.\d\d R on average of \d+; all others make \d\.\d\d R of \d+\. "
                + @"They win \d\d\.\d %, and the others \d\d\.\d %\.$",
            insight.Text
        );
        Assert.All(
            insight.SupportingTrades,
            id => Assert.True(trades.Single(trade => trade.Id == id).Course!.RMultiple > insight.RestResult.Mean)
        );
        // It is another claim than that these win more often.
        Assert.NotEqual(InsightMaking.Make(Scoped(trades), s_pullback, true, null, null, InsightMaking.ByStatistics, s_now).Id, insight.Id);
    }

    [Fact]
    public void WhatOnlyWinsMoreOftenIsNoInsightOfWhatItMakes()
    {
        var trades = Sized(SimulatedTrades.Make(2000, 8, trade => trade.SetupType == "pullback" ? 0.75 : 0.45), _ => 1);
        Assert.Equal(InsightOutcome.WinRate, Assert.Single(InsightMaking.Of(Scoped(trades), s_now)).Outcome);
    }

    [Fact]
    public void APairThatMakesMoreIsOneInsight()
    {
        var trades = Sized(
            SimulatedTrades.Make(3000, 9, _ => 0.5),
            trade => trade is { SetupType: "pullback", MarketPhase: "range" } ? 2.5 : 1
        );
        var insight = Assert.Single(InsightMaking.Of(Scoped(trades), s_now), one => one.Confidence >= 0.6);
        Assert.Equal((new TradeConditions("pullback", "range"), InsightOutcome.RMultiple), (insight.Conditions, insight.Outcome));
    }

    [Fact]
    public void WithoutRisksItIsWhatWasPaid()
    {
        var trades = Sized(SimulatedTrades.Make(1500, 7, _ => 0.5), trade => trade.SetupType == "pullback" ? 2 : 1)
            .ConvertAll(trade => trade with { Course = trade.Course! with { RMultiple = null } });
        var insight = Assert.Single(InsightMaking.Of(Scoped(trades), s_now));
        Assert.Equal((s_pullback, InsightOutcome.Return), (insight.Conditions, insight.Outcome));
        Assert.Contains("% of what was paid on average", insight.Text);
    }

    [Fact]
    public void ConfidenceFallsWhereItWearsOff()
    {
        var early = Sized(SimulatedTrades.Make(800, 3, _ => 0.5), trade => trade.SetupType == "pullback" ? 2.2 : 1);
        var insight = InsightMaking.Of(Scoped(early), s_now).Single(one => one.Conditions == s_pullback);
        Assert.Same(insight, InsightMaking.Reestimate(insight, Scoped(early), s_now.AddDays(1)));
        List<TradeResult> all =
        [
            .. early,
            .. Sized(SimulatedTrades.Make(4000, 4, _ => 0.5), trade => trade.SetupType == "pullback" ? 0.8 : 1),
        ];
        var later = InsightMaking.Reestimate(insight, Scoped(all), s_now);
        Assert.Equal((insight.Id, InsightOutcome.RMultiple), (later.Id, later.Outcome));
        Assert.True(later.Confidence < 0.3, $"{later.Confidence}");
    }

    [Fact]
    public void AFewHugeWinsAreNoPattern()
    {
        // Of 400 trades each five of a setup and hour; one of a hundred trades makes 80 R.
        var reporting = Enumerable
            .Range(0, 100)
            .Count(run =>
                InsightMaking
                    .Of(
                        Scoped([
                            .. Sized(SimulatedTrades.Make(400, 500 + run, _ => 0.5), _ => 1)
                                .Select(
                                    (trade, i) =>
                                        i % 97 == run % 97
                                            ? trade with
                                            {
                                                IsWin = true,
                                                Course = trade.Course! with { RMultiple = 80, Pnl = 800 },
                                            }
                                            : trade
                                ),
                        ]),
                        s_now
                    )
                    .Any(one => one.Outcome == InsightOutcome.RMultiple)
            );
        Assert.InRange(reporting, 0, 6);
    }

    [Fact]
    public void RanksOfStrataAreVanElterens()
    {
        // 1 2 2 5 in one stratum, 10 20 30 in the other; the first, third and fifth are meant, the last value is left out.
        double[] values = [2, 1, 5, 2, 30, 10, 20, 99];
        int[] strata = [0, 0, 0, 0, 1, 1, 1, -1];
        int[] ascending = [1, 0, 3, 2, 5, 6, 4, 7];
        var ranked = StratifiedRanks.Of(values, ascending, strata, 2);
        var found = ranked.Compare([0, 2, 4, 7])!.Value;

        // All ways to draw two of the first stratum and one of the second.
        double[] scores = [2.5 / 5, 1.0 / 5, 4.0 / 5, 2.5 / 5, 3.0 / 4, 1.0 / 4, 2.0 / 4];
        double[] sums =
        [
            .. from first in Enumerable.Range(0, 4)
            from second in Enumerable.Range(first + 1, 3 - first)
            from third in Enumerable.Range(4, 3)
            select scores[first] + scores[second] + scores[third],
        ];
        var (mean, variance) = (sums.Average(), sums.Sum(sum => sum * sum) / sums.Length - (sums.Average() * sums.Average()));
        Assert.Equal((scores[0] + scores[2] + scores[4] - mean) / Math.Sqrt(variance), found.Z, 12);
        // Weights 2·2/4 and 1·2/3; variances within the strata 3 and 100.
        Assert.Equal(Math.Sqrt((1 * 3) + (2.0 / 3 * 100)) / (1 + (2.0 / 3)), found.Error, 12);
        // 3.5 beside 1.5 in the one, 30 beside 15 in the other; the variance of 2 and 5 is 4.5.
        Assert.Equal(((1 * 2) + (2.0 / 3 * 15)) / (1 + (2.0 / 3)), found.Mean, 12);
        var own = (1 * ((4.5 / 2) + (3.0 / 2))) + (4.0 / 9 * ((100.0 / 1) + (100.0 / 2)));
        Assert.Equal(Math.Sqrt(own) / (1 + (2.0 / 3)), found.MeanError, 12);
        Assert.Null(ranked.Compare([]));
        Assert.Null(ranked.Compare([0, 1, 2, 3]));
    }

    /// <summary>
    /// Where profits are taken at one price the few others would decide, by an approximation that does not hold for so few.
    /// </summary>
    [Fact]
    public void WhatIsMostlyOneValueIsNotCompared()
    {
        double[] values = [.. Enumerable.Repeat(1.95, 97), 0.45, 0.45, 0.45];
        int[] ascending = [97, 98, 99, .. Enumerable.Range(0, 97)];
        var ranked = StratifiedRanks.Of(values, ascending, new int[100], 1);
        Assert.Null(ranked.Compare([0, 1, 2, 97, 98, 99]));
    }

    /// <summary>
    /// The trades with what they make: a win 0.3 R and an exponentially distributed rest, times a factor; a loss mostly 1 R.
    /// </summary>
    private static List<TradeResult> Sized(List<TradeResult> trades, Func<TradeResult, double> factor)
    {
        var random = new MersenneTwister(17);
        return trades.ConvertAll(trade =>
        {
            var chance = random.NextDouble();
            var r =
                trade.IsWin ? factor(trade) * (0.3 - (1.2 * Math.Log(1 - chance)))
                : chance < 0.7 ? -1
                : -chance;
            var at = s_now.AddHours(trades.IndexOf(trade));
            return trade with
            {
                Course = new TradeCourse(TradeSide.Long, at, at.AddMinutes(5), at, (decimal)(10 * r), "USD", r / 10, r, null, null, []),
            };
        });
    }

    private static ScopedTrades Scoped(IReadOnlyList<TradeResult> trades) => new(TradeConditions.All, trades, 5);
}
