using System.Text.Json.Nodes;
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
        var scoped = Scoped(bent);
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
                var scoped = Scoped(SimulatedTrades.Make(600, 300 + run, _ => 0.5));
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
