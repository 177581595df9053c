using System.Text.Json.Nodes;
using LearningActors.Insights;
using LearningActors.Trades;

namespace LearningActors.Tests.Insights;

/// <summary>What is found among trades, and what is believed of it.</summary>
public sealed class InsightRuleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void APlantedPatternIsFound()
    {
        // Wins 70 % as a pullback in a range, 45 % elsewhere; 2 000 trades.
        var trades = SimulatedTrades.Make(2000, 7, trade => trade is { SetupType: "pullback", MarketPhase: "range" } ? 0.70 : 0.45);
        var found = ContrastMining.Find(trades, 5);
        var planted = new TradeConditions("pullback", "range");
        Assert.Equal(planted, found[0].Conditions);
        Assert.True(found[0].Contrast.IsBetter);
        Assert.Equal(trades.Count(trade => trade.SetupType == "pullback" && trade.MarketPhase == "range"), found[0].Contrast.N);
        Assert.True(found[0].Contrast.Confidence(isBetter: true) > 0.999);
    }

    [Fact]
    public void WithNothingPlantedHardlyAnythingIsReported()
    {
        var reporting = Enumerable
            .Range(0, 200)
            .Count(run => ContrastMining.Find(SimulatedTrades.Make(2000, 1000 + run, _ => 0.5), 5).Count > 0);
        Assert.True(reporting <= 20, $"{reporting} of 200 runs reported an insight.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void AFewTradesAndTradesThatAreAllAlikeShowNothing(int count)
    {
        Assert.Empty(ContrastMining.Find(SimulatedTrades.Make(count, 1, _ => 0.5), 5));
        Assert.Empty(
            ContrastMining.Find(
                [.. Enumerable.Range(0, 500).Select(i => new TradeResult($"t{i}", "pullback", "range", "BTC", "5m", 10, i % 2 == 0))],
                5
            )
        );
        Assert.Empty(ContrastMining.Find(SimulatedTrades.Make(500, 1, _ => 1), 5));
    }

    [Fact]
    public void ConfidenceFollowsLaterTradesBothWays()
    {
        var early = SimulatedTrades.Make(400, 3, trade => trade.SetupType == "pullback" ? 0.75 : 0.45);
        var conditions = new TradeConditions("pullback");
        var insight = InsightMaking.Make(
            conditions,
            TradeConditions.All,
            Contrast.Of(early, conditions),
            early,
            null,
            null,
            InsightMaking.ByStatistics,
            s_now
        );
        Assert.Equal(InsightType.Setup, insight.Type);
        Assert.True(insight.Confidence > 0.99);

        // The pattern wears off: later pullbacks win less than the rest.
        List<TradeResult> all = [.. early];
        var confidences = new List<double>();
        for (var month = 0; month < 6; month++)
        {
            all.AddRange(SimulatedTrades.Make(400, 50 + month, trade => trade.SetupType == "pullback" ? 0.30 : 0.45));
            confidences.Add(InsightMaking.Reestimate(insight, all, s_now).Confidence);
        }

        Assert.True(confidences[^1] < 0.3, string.Join(' ', confidences));
        // And it comes back.
        all.AddRange(SimulatedTrades.Make(6000, 99, trade => trade.SetupType == "pullback" ? 0.75 : 0.45));
        Assert.True(InsightMaking.Reestimate(insight, all, s_now).Confidence > 0.99);
        Assert.Same(insight, InsightMaking.Reestimate(insight, early, s_now.AddDays(1)));
    }

    [Fact]
    public void TheSameClaimIsTheSameInsight()
    {
        var trades = SimulatedTrades.Make(400, 3, trade => trade.SetupType == "pullback" ? 0.75 : 0.45);
        var conditions = new TradeConditions("pullback");
        var first = InsightMaking.Make(
            conditions,
            TradeConditions.All,
            Contrast.Of(trades, conditions),
            trades,
            null,
            null,
            InsightMaking.ByStatistics,
            s_now
        );
        List<TradeResult> more = [.. trades, .. SimulatedTrades.Make(400, 4, trade => trade.SetupType == "pullback" ? 0.75 : 0.45)];
        var again = InsightMaking.Make(
            conditions,
            TradeConditions.All,
            Contrast.Of(more, conditions),
            more,
            null,
            null,
            InsightMaking.ByStatistics,
            s_now.AddDays(1)
        );
        Assert.Equal(first.Id, again.Id);
        var merged = InsightMaking.Merge(first, again, s_now.AddDays(2));
        Assert.Equal((s_now, s_now.AddDays(2)), (merged.CreatedAt, merged.UpdatedAt));
        // What changed since the trades were read saw later ones.
        Assert.Same(merged, InsightMaking.Merge(merged, again, s_now.AddDays(3)));
        Assert.True(merged.WinRate.N > first.WinRate.N && merged.Confidence >= first.Confidence);
        Assert.NotEqual(
            first.Id,
            InsightMaking
                .Make(
                    conditions,
                    new TradeConditions(Symbol: "BTC"),
                    Contrast.Of(trades, conditions),
                    trades,
                    null,
                    null,
                    "statistics",
                    s_now
                )
                .Id
        );
    }

    [Theory]
    [InlineData(
        """{"insight": "Pullbacks win 80 % of 20.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}""",
        null
    )]
    [InlineData(
        """{"insight": "Pullbacks win often.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.95, "sample_size": 20}""",
        "It claims a win rate of 95.0 %; the trades' is 80.0 %."
    )]
    [InlineData(
        """{"insight": "Pullbacks win often.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 200}""",
        "It claims 200 trades; there are 20."
    )]
    [InlineData(
        """{"insight": "Pullbacks win 99 % of the time.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}""",
        "It uses the number 99 %, which the trades do not show."
    )]
    [InlineData(
        """{"insight": "Pullbacks are risk-free.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}""",
        "It promises profit."
    )]
    [InlineData(
        """{"insight": "Fridays win.", "insight_type": "pattern", "conditions": {"weekday": "Friday"}, "win_rate": 0.8, "sample_size": 20}""",
        "It names no conditions that could be checked."
    )]
    [InlineData(
        """{"insight": "Scalps win.", "insight_type": "setup", "conditions": {"setup_type": "scalp"}, "win_rate": 0.8, "sample_size": 0}""",
        "It claims a win rate of 80.0 %; the trades' is 0.0 %."
    )]
    [InlineData(
        """{"insight": "Pullbacks win.", "insight_type": "hunch", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}""",
        "Its insight_type is none of pattern, setup, market_phase, risk, execution."
    )]
    [InlineData(
        """{"insight": "Pullbacks win.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}}""",
        "It gives no win_rate and sample_size."
    )]
    [InlineData("""17""", "It has no insight of 1 to 500 characters.")]
    public void AClaimIsCheckedAgainstTheTrades(string claim, string? refusal)
    {
        TradeResult[] trades =
        [
            .. Enumerable
                .Range(0, 50)
                .Select(i => new TradeResult(
                    $"t{i}",
                    i < 20 ? "pullback" : "breakout",
                    "range",
                    "BTC",
                    "5m",
                    10,
                    i < 20 ? i < 16 : i % 2 == 0
                )),
        ];
        var (found, refused) = ModelInsights.Read(
            $$"""{"insights": [{{claim}}]}""",
            trades,
            trades,
            TradeConditions.All,
            5,
            0.6,
            "openai",
            s_now
        );
        if (refusal is null)
        {
            Assert.Empty(refused);
            Assert.Equal((16, 20, "openai"), (Assert.Single(found).WinRate.Count, found[0].WinRate.N, found[0].FoundBy));
        }
        else
        {
            Assert.Empty(found);
            Assert.Equal(refusal, Assert.Single(refused).Reason);
        }
    }

    [Fact]
    public void TheSchemaOfClaimsNamesEveryPartAndLetsConditionsBeNull()
    {
        var claim = JsonNode.Parse(ModelInsights.Ask([]).Schema!.Json)!["properties"]!["insights"]!["items"]!;
        Assert.Equal("""["insight","insight_type","conditions","win_rate","sample_size"]""", claim["required"]!.ToJsonString());
        Assert.Equal(
            """{"enum":["pattern","setup","market_phase","risk","execution"],"type":"string"}""",
            claim["properties"]!["insight_type"]!.ToJsonString()
        );
        Assert.Equal("""["string","null"]""", claim["properties"]!["conditions"]!["properties"]!["setup_type"]!["type"]!.ToJsonString());
        Assert.Equal("object", (string?)claim["properties"]!["conditions"]!["type"]);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"patterns": []}""")]
    public void AnAnswerThatCannotBeReadIsReported(string answer) =>
        Assert.Equal(
            "The answer is not the JSON object that was asked for.",
            Assert.Single(ModelInsights.Read(answer, [], [], TradeConditions.All, 5, 0.6, "openai", s_now).Refused).Reason
        );
}
