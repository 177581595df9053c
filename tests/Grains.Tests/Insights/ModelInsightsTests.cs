using System.Text.Json.Nodes;
using LearningActors.Insights;
using LearningActors.Trades;

namespace LearningActors.Tests.Insights;

/// <summary>What a language model claims of trades: read, checked against those that it saw, and judged by those that it did not.</summary>
public sealed class ModelInsightsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(
        """
            {"insight": "Pullbacks win 80 % of 20.",
            "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}
            """,
        null
    )]
    [InlineData(
        """
            {"insight": "Pullbacks win often.",
            "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.95, "sample_size": 20}
            """,
        "It claims a win rate of 95.0 %; the trades' is 80.0 %."
    )]
    [InlineData(
        """
            {"insight": "Pullbacks win often.",
            "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 200}
            """,
        "It claims 200 trades; there are 20."
    )]
    [InlineData(
        """
            {"insight": "Pullbacks are risk-free.",
            "insight_type": "setup", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}
            """,
        "It promises profit."
    )]
    [InlineData(
        """
            {"insight": "Fridays win.",
            "insight_type": "pattern", "conditions": {"weekday": "Friday"}, "win_rate": 0.8, "sample_size": 20}
            """,
        "It names no conditions that could be checked."
    )]
    [InlineData(
        """{"insight": "Scalps win.", "insight_type": "setup", "conditions": {"setup_type": "scalp"}, "win_rate": 0.8, "sample_size": 0}""",
        "It claims a win rate of 80.0 %; the trades' is 0.0 %."
    )]
    [InlineData(
        """
            {"insight": "Pullbacks win.",
            "insight_type": "hunch", "conditions": {"setup_type": "pullback"}, "win_rate": 0.8, "sample_size": 20}
            """,
        "Its insight_type is none of pattern, setup, market_phase, risk, execution."
    )]
    [InlineData(
        """{"insight": "Pullbacks win.", "insight_type": "setup", "conditions": {"setup_type": "pullback"}}""",
        "It gives no win_rate and sample_size."
    )]
    [InlineData("""17""", "It has no insight of 1 to 500 characters.")]
    public void AClaimHasToBeRightAboutTheTradesThatWereShown(string claim, string? refusal)
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
        var (claims, refused) = ModelInsights.Read($$"""{"insights": [{{claim}}]}""", trades, TradeConditions.All);
        if (refusal is null)
        {
            Assert.Empty(refused);
            Assert.Equal((16L, 20L, true), (Assert.Single(claims).Seen.Wins, claims[0].Seen.N, claims[0].IsBetter));
        }
        else
        {
            Assert.Empty(claims);
            Assert.Equal(refusal, Assert.Single(refused).Reason);
        }
    }

    [Fact]
    public void AClaimHasToBeTrueOfTradesThatTheModelDidNotSee()
    {
        // Truly so of pullbacks; of S1 only among the trades that are shown.
        var trades = SimulatedTrades.Make(1200, 3, trade => trade.SetupType == "pullback" ? 0.75 : 0.45);
        List<TradeResult> bent =
        [
            .. trades.Select(
                (trade, i) => trade.Symbol == "S1" ? trade with { IsWin = UnseenTrades.IsShown(new Bet([trade])) || i % 6 == 0 } : trade
            ),
        ];
        var scoped = new ScopedTrades(TradeConditions.All, bent, 5);
        TradeResult[] shown = [.. UnseenTrades.Shown(scoped.Bets, null, 50, 500)];
        Assert.Equal(500, shown.Length);
        Assert.All(shown, trade => Assert.True(UnseenTrades.IsShown(new Bet([trade]))));
        ModelClaim Claim(TradeConditions conditions, string text)
        {
            TradeResult[] there = [.. shown.Where(conditions.Holds)];
            var wins = there.Count(trade => trade.IsWin);
            var seen = new Contrast(there.Length, wins, shown.Length - there.Length, shown.Count(trade => trade.IsWin) - wins);
            return new ModelClaim(conditions, seen.IsBetter, InsightType.Risk, text, (double)wins / there.Length, seen);
        }

        var (found, refused) = ModelInsights.Judge(
            [
                Claim(new TradeConditions("pullback"), "Pullbacks win more often."),
                Claim(new TradeConditions(Symbol: "S1"), "S1 wins more often."),
                Claim(new TradeConditions("pullback"), "Pullbacks win 99.9 %."),
            ],
            scoped,
            5,
            0.6,
            "openai",
            s_now
        );
        Assert.Equal(("Pullbacks win more often.", "openai"), (Assert.Single(found).Text, found[0].FoundBy));
        Assert.Contains("did not see show no more than what is known", refused[0].Reason);
        Assert.Equal("It uses the number 99.9 %, which the trades do not show.", refused[1].Reason);
        // What the trades show without it becomes other words for it.
        var joined = InsightMaking.Join([.. InsightMaking.Of(scoped, s_now)], found, [], scoped);
        var insight = Assert.Single(joined, one => one.Conditions == new TradeConditions("pullback"));
        Assert.Equal("statistics", insight.FoundBy);
        Assert.Contains(insight.Variants, variant => variant is { Text: "Pullbacks win more often.", FoundBy: "openai" });
    }

    [Fact]
    public void HardlyAClaimIsTrueByChance()
    {
        var accepted = Enumerable
            .Range(0, 60)
            .Sum(run =>
            {
                var scoped = new ScopedTrades(TradeConditions.All, SimulatedTrades.Make(600, 300 + run, _ => 0.5), 5);
                TradeResult[] shown = [.. UnseenTrades.Shown(scoped.Bets, null, 50, 500)];
                var table = new BetTable([.. shown.Select(trade => new Bet([trade]))]);
                ModelClaim[] claims =
                [
                    .. table
                        .Cells(5)
                        .Select(cell => (Cell: cell, Contrast: table.Compare(cell)))
                        .OrderByDescending(one => Math.Abs(((double)one.Contrast.Wins / one.Contrast.N) - 0.5))
                        .Take(20)
                        .Select(one => new ModelClaim(one.Cell, one.Contrast.IsBetter, InsightType.Pattern, "So.", 0.5, one.Contrast)),
                ];
                return ModelInsights.Judge(claims, scoped, 5, 0.6, "openai", s_now).Found.Count;
            });
        Assert.InRange(accepted, 0, 3);
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
            Assert.Single(ModelInsights.Read(answer, [], TradeConditions.All).Refused).Reason
        );
}
