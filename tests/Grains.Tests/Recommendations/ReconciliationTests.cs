using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>What a day's recommendations came to.</summary>
public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset s_sent = new(2021, 1, 4, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_expiration = new(2021, 1, 15);

    [Fact]
    public void FollowedCloselyIsConsentAlsoAtAnotherPremium()
    {
        var match = Only(Recommend("r1"), Execute("e1", strike: 26, price: 150));
        Assert.Equal(new Match("r1", "e1", MatchKind.Consent, 97.5, 0, 0, -50, [], OrderStructure.SingleLeg), match);
    }

    [Theory]
    [InlineData(28, 0)]
    [InlineData(26, 7)]
    public void AnotherStrikeOrExpirationIsAModification(int strike, int days)
    {
        var match = Only(Recommend("r1"), Execute("e1", strike, days: days));
        Assert.Equal((MatchKind.Modify, strike - 26m, days), (match.Kind, match.StrikeDifference, match.DaysDifference));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(48 * 60, true)]
    [InlineData((48 * 60) + 1, false)]
    public void AnExecutionCountsForTwoDays(int minutes, bool matches)
    {
        var found = Reconciliation.Of([Recommend("r1")], [Execute("e1", 26, minutes: minutes)], _ => true);
        Assert.Equal(matches ? [MatchKind.Consent] : [MatchKind.Reject, MatchKind.Independent], found.Select(match => match.Kind));
    }

    [Fact]
    public void WhatIsToBeWaitedForIsConsentUnlessSomebodyActs()
    {
        foreach (var action in new[] { RecommendedAction.Wait, RecommendedAction.Hold, RecommendedAction.Monitor })
        {
            var passive = Recommend("r1") with { Action = action, Strike = null, Expiration = null, Premium = null };
            Assert.Equal(MatchKind.Consent, Assert.Single(Reconciliation.Of([passive], [], _ => true)).Kind);
            Assert.Equal((MatchKind.Reject, "e1"), (Only(passive, Execute("e1", 26)).Kind, Only(passive, Execute("e1", 26)).ExecutionId));
        }
    }

    [Fact]
    public void AlertsAndPositionsThatResolvedThemselvesAreNoAction()
    {
        Assert.Equal(MatchKind.NoAction, Assert.Single(Reconciliation.Of([Recommend("r1") with { Type = "alert" }], [], _ => true)).Kind);
        var close = Recommend("r1") with { Action = RecommendedAction.BuyToClose };
        var expired = Execute("e1", 26) with { Action = ExecutionAction.Expired, Price = 0 };
        Assert.Equal(MatchKind.NoAction, Assert.Single(Reconciliation.Of([close], [expired], _ => true)).Kind);
        Assert.Equal(
            MatchKind.Reject,
            Assert.Single(Reconciliation.Of([close], [expired with { Instrument = "PLTR  210115P00025000" }], _ => true)).Kind
        );
    }

    [Fact]
    public void WhoeverNamesTheRecommendationDecides()
    {
        // Far off in every respect, and late: named all the same. The close one is then independent.
        var found = Reconciliation.Of(
            [Recommend("r1")],
            [Execute("e1", 26), Execute("e2", 60, days: 90, minutes: 10_000) with { RecommendationId = "r1" }],
            execution => execution.Id == "e1"
        );
        Assert.Equal(
            [("r1", "e2", MatchKind.Modify), (null, "e1", MatchKind.Independent)],
            found.Select(match => (match.RecommendationId, match.ExecutionId, match.Kind))
        );
    }

    [Fact]
    public void TheSumOfScoresDecidesNotTheOrder()
    {
        // The first recommendation would take e1, which fits the second one better; e2 fits the first only.
        var found = Reconciliation.Of(
            [Recommend("r1"), Recommend("r2") with { Strike = 28 }],
            [Execute("e1", 28), Execute("e2", 26)],
            _ => true
        );
        Assert.Equal([("r1", "e2"), ("r2", "e1")], found.Select(match => (match.RecommendationId, match.ExecutionId)));
        Assert.All(found, match => Assert.Equal(MatchKind.Consent, match.Kind));
    }

    [Theory]
    [InlineData(RecommendedAction.SellToOpen, ExecutionAction.SellToOpen, true)]
    [InlineData(RecommendedAction.SellToOpen, ExecutionAction.BuyToOpen, false)]
    [InlineData(RecommendedAction.SellToOpen, ExecutionAction.BuyToClose, false)]
    [InlineData(RecommendedAction.BuyToClose, ExecutionAction.SellToClose, false)]
    [InlineData(RecommendedAction.BuyToClose, ExecutionAction.SellToOpen, false)]
    [InlineData(RecommendedAction.Wait, ExecutionAction.BuyToClose, true)]
    public void WhateverGoesTheOtherWayFollowsNothing(RecommendedAction action, ExecutionAction executed, bool matches) =>
        Assert.Equal(
            matches ? "e1" : null,
            Reconciliation
                .Of([Recommend("r1") with { Action = action }], [Execute("e1", 26) with { Action = executed }], _ => true)[0]
                .ExecutionId
        );

    [Fact]
    public void BetweenEqualScoresTheBetterFitDecidesThenTheSoonerThenWhatItWas()
    {
        // Both strikes are within 3 % of both: each takes its own.
        Assert.Equal(
            [("r1", "e2"), ("r2", "e1")],
            Pairs([Recommend("r1") with { Strike = 100 }, Recommend("r2") with { Strike = 102 }], [Execute("e1", 102), Execute("e2", 100)])
        );
        // The one that was sent the day before was not followed.
        Assert.Equal(
            [("r1", null), ("r2", "e1")],
            Pairs([Recommend("r1") with { SentAt = s_sent.AddDays(-1) }, Recommend("r2")], [Execute("e1", 26)])
        );
        // Nothing tells them apart but what they were.
        foreach (var held in new[] { "r1", "r2" })
            Assert.Equal(
                "e1",
                Reconciliation
                    .Of(
                        [Recommend("r1"), Recommend("r2")],
                        [Execute("e1", 26)],
                        _ => true,
                        new Dictionary<string, string> { [held] = "e1" }
                    )
                    .Single(match => match.RecommendationId == held)
                    .ExecutionId
            );

        static (string?, string?)[] Pairs(Recommendation[] recommendations, Execution[] executions) =>
            [.. Reconciliation.Of(recommendations, executions, _ => true).Select(match => (match.RecommendationId, match.ExecutionId))];
    }

    [Fact]
    public void AnExecutionServesOneRecommendation()
    {
        var found = Reconciliation.Of([Recommend("r1"), Recommend("r2")], [Execute("e1", 26)], _ => true);
        Assert.Equal(1, found.Count(match => match.ExecutionId == "e1"));
        Assert.Equal([MatchKind.Consent, MatchKind.Reject], found.Select(match => match.Kind).Order());
    }

    [Theory]
    [InlineData("OTHER", null, OptionRight.Put)]
    [InlineData("PLTR", "ira", OptionRight.Put)]
    [InlineData("PLTR", null, OptionRight.Call)]
    public void AnotherUnderlyingAccountOrRightIsNoMatch(string symbol, string? account, OptionRight right)
    {
        var recommendation = Recommend("r1") with { Symbol = symbol, Account = account, Right = right };
        Assert.Equal(
            [MatchKind.Reject, MatchKind.Independent],
            Reconciliation.Of([recommendation], [Execute("e1", 26) with { Account = "taxable" }], _ => true).Select(match => match.Kind)
        );
    }

    [Fact]
    public void KnownDistortionsAreClassifiedEachAsWhatTheyAre()
    {
        var recommendations = Enumerable.Range(0, 40).Select(i => Recommend($"r{i}") with { Symbol = $"S{i}" }).ToArray();
        var executions = recommendations
            .Select(
                (recommendation, i) =>
                    (i % 4) switch
                    {
                        0 => Execute($"e{i}", 26, symbol: recommendation.Symbol),
                        1 => Execute($"e{i}", 29, symbol: recommendation.Symbol),
                        2 => Execute($"e{i}", 26, days: 14, symbol: recommendation.Symbol),
                        _ => null,
                    }
            )
            .OfType<Execution>()
            .Append(Execute("lonely", 26, symbol: "ELSE"))
            .ToArray();
        var found = Reconciliation.Of(recommendations, executions, _ => true);
        Assert.All(
            found.Take(40).Select((match, i) => (match, i)),
            one =>
                Assert.Equal(
                    (one.i % 4) switch
                    {
                        0 => MatchKind.Consent,
                        3 => MatchKind.Reject,
                        _ => MatchKind.Modify,
                    },
                    one.match.Kind
                )
        );
        Assert.Equal("lonely", Assert.Single(found.Skip(40)).ExecutionId);
        // Again it is the same.
        Assert.Equal(found.AsEnumerable(), Reconciliation.Of(recommendations, [.. executions.Reverse()], _ => true));
    }

    [Fact]
    public void SeveralFillsOfOneOrderAreOneMatchAtTheirAveragePrice()
    {
        var found = Reconciliation.Of(
            [Recommend("r1")],
            [
                Execute("e1", 26, price: 190) with
                {
                    Quantity = 1,
                },
                Execute("e2", 26, price: 205, minutes: 31) with
                {
                    Quantity = 2,
                },
                Execute("e3", 26, price: 150, minutes: 45),
            ],
            _ => true
        );
        Assert.Equal(
            [("r1", "e1", "e2", 0m), (null, "e3", "", (decimal?)null)],
            found.Select(match =>
                (match.RecommendationId, match.ExecutionId, string.Join(' ', match.FurtherFills), match.PremiumDifference)
            )
        );
    }

    [Fact]
    public void TwoRecommendationsTakeTwoFillsAndAnIndependentOrderIsOneMatch()
    {
        var two = Reconciliation.Of(
            [Recommend("r1"), Recommend("r2")],
            [Execute("e1", 26), Execute("e2", 26), Execute("e3", 26)],
            _ => true
        );
        Assert.Equal(2, two.Length);
        Assert.Equal(["e1", "e2", "e3"], two.SelectMany(match => match.AllExecutions()).Order());
        var none = Assert.Single(Reconciliation.Of([], [Execute("e2", 26, minutes: 31), Execute("e1", 26)], _ => true));
        Assert.Equal(("e1", "e2", MatchKind.Independent), (none.ExecutionId, Assert.Single(none.FurtherFills), none.Kind));
    }

    [Fact]
    public void WhateverNamesARecommendationIsPartOfItsMatch()
    {
        var match = Assert.Single(
            Reconciliation.Of(
                [Recommend("r1")],
                [Execute("e2", 25, minutes: 500) with { RecommendationId = "r1" }, Execute("e1", 26) with { RecommendationId = "r1" }],
                _ => true
            )
        );
        Assert.Equal(("e1", "e2", MatchKind.Consent), (match.ExecutionId, Assert.Single(match.FurtherFills), match.Kind));
    }

    [Fact]
    public void TheOtherDirectionIsARejectAndAnIndependentOrder() =>
        Assert.Equal(
            [MatchKind.Reject, MatchKind.Independent],
            Kinds([Recommend("r1")], [Execute("e1", 26) with { Action = ExecutionAction.BuyToOpen }])
        );

    [Fact]
    public void SharesNeverFollowARecommendationOfAnOption() =>
        Assert.Equal(
            [MatchKind.Reject, MatchKind.Independent],
            Kinds([Recommend("r1")], [Execution.Of("e1", s_sent.AddMinutes(30), "PLTR", ExecutionAction.SellToOpen, 100, 26, 0)])
        );

    [Theory]
    [InlineData(ExecutionCause.Delivery)]
    [InlineData(ExecutionCause.CorporateAction)]
    [InlineData(ExecutionCause.Other)]
    public void OnlyATradeFollowsARecommendationOrIsIndependent(ExecutionCause cause) =>
        Assert.Equal([MatchKind.Reject], Kinds([Recommend("r1")], [Execute("e1", 26) with { Cause = cause, RecommendationId = "r1" }]));

    [Fact]
    public void AnExitIsNoIndependentOrder() => Assert.Empty(Kinds([], [Execute("e1", 26) with { Action = ExecutionAction.BuyToClose }]));

    [Fact]
    public void AllFillsOfANumberedOrderAreOneExecutionWhateverTheTimeBetweenThem()
    {
        Execution Fill(string id, int minutes, decimal price) => Execute(id, 26, minutes: minutes, price: price) with { OrderId = "o1" };
        Execution[] fills = [Fill("e1", 30, 190), Fill("e2", 240, 200), Fill("e3", 5 * 24 * 60, 210)];
        var match = Assert.Single(Reconciliation.Of([Recommend("r1")], fills, _ => true));
        Assert.Equal(("e1", "e2 e3", 0m), (match.ExecutionId, string.Join(' ', match.FurtherFills), match.PremiumDifference));
        // One order is used once: another recommendation of the same is not followed by its other fills.
        Assert.Equal([MatchKind.Consent, MatchKind.Reject], Kinds([Recommend("r1"), Recommend("r2")], fills));
        Assert.Equal(3, Assert.Single(Reconciliation.Of([], fills, _ => true)).AllExecutions().Count());
    }

    [Fact]
    public void LegsOfAnOrderStayTogetherAndAreNamed()
    {
        Execution Leg(string id, decimal strike, ExecutionAction action, int days = 0) =>
            Execute(id, strike, days) with
            {
                Action = action,
                OrderId = "o1",
            };
        // One leg was recommended: the other one is part of its match.
        var spread = Assert.Single(
            Reconciliation.Of(
                [Recommend("r1")],
                [Leg("e1", 26, ExecutionAction.SellToOpen), Leg("e2", 24, ExecutionAction.BuyToOpen)],
                _ => true
            )
        );
        Assert.Equal((MatchKind.Consent, OrderStructure.Vertical, 2), (spread.Kind, spread.Structure, spread.AllExecutions().Count()));
        // A roll follows two recommendations, one for each side.
        Execution[] roll = [Leg("e1", 26, ExecutionAction.BuyToClose), Leg("e2", 25, ExecutionAction.SellToOpen, days: 7)];
        Assert.Equal(
            [("r1", "e1", MatchKind.Consent), ("r2", "e2", MatchKind.Consent)],
            Reconciliation
                .Of(
                    [
                        Recommend("r1") with
                        {
                            Action = RecommendedAction.BuyToClose,
                        },
                        Recommend("r2") with
                        {
                            Strike = 25,
                            Expiration = s_expiration.AddDays(7),
                        },
                    ],
                    roll,
                    _ => true
                )
                .Select(match => (match.RecommendationId, match.ExecutionId, match.Kind))
        );
        Assert.Equal(OrderStructure.Roll, Assert.Single(Reconciliation.Of([], roll, _ => true)).Structure);
    }

    [Fact]
    public void ARecommendationOfSeveralLegsIsFollowedByAnOrderThatHasThem()
    {
        var wanted = Recommend("r1") with
        {
            FurtherLegs = [new RecommendedLeg(RecommendedAction.BuyToOpen, 24, s_expiration, OptionRight.Put)],
            Premium = 100,
        };
        Execution Leg(string id, decimal strike, ExecutionAction action, decimal price) =>
            Execute(id, strike, price: price) with
            {
                Action = action,
            };
        var sold = Leg("e1", 26, ExecutionAction.SellToOpen, 200);
        var match = Only(wanted, sold, Leg("e2", 24, ExecutionAction.BuyToOpen, 110));
        Assert.Equal((MatchKind.Consent, OrderStructure.Vertical, -10m), (match.Kind, match.Structure, match.PremiumDifference));
        // Another strike of one leg is a modification; one leg alone is half of it.
        Assert.Equal(MatchKind.Modify, Only(wanted, sold, Leg("e2", 22, ExecutionAction.BuyToOpen, 80)).Kind);
        Assert.Equal(MatchKind.Modify, Only(wanted, sold).Kind);
        // The other way round is none of it.
        Assert.Equal(
            MatchKind.Reject,
            Reconciliation
                .Of([wanted], [Leg("e1", 26, ExecutionAction.BuyToOpen, 200), Leg("e2", 24, ExecutionAction.SellToOpen, 110)], _ => true)[0]
                .Kind
        );
    }

    [Theory]
    [InlineData("SPXW", "SPX", "SPX")]
    [InlineData("SPXW", "SPX", "SPXW")]
    [InlineData("BRKB", "BRK.B", "BRK/B")]
    [InlineData("BRKB", "BRKB", "BRK.B")]
    public void NamesOfOneUnderlyingAreOne(string root, string underlying, string recommended) =>
        Assert.Equal(
            MatchKind.Consent,
            Only(Recommend("r1") with { Symbol = recommended }, Execute("e1", 26, symbol: root) with { Underlying = underlying }).Kind
        );

    private static IEnumerable<MatchKind> Kinds(Recommendation[] recommendations, Execution[] executions) =>
        Reconciliation.Of(recommendations, executions, _ => true).Select(match => match.Kind);

    private static Match Only(Recommendation recommendation, params Execution[] executions) =>
        Assert.Single(Reconciliation.Of([recommendation], executions, _ => true));

    private static Recommendation Recommend(string id) =>
        new(id, s_sent, "PLTR", null, RecommendedAction.SellToOpen, 26, s_expiration, OptionRight.Put, 200, "new_position", "v3", []);

    private static Execution Execute(
        string id,
        decimal strike,
        int days = 0,
        decimal price = 200,
        int minutes = 30,
        string symbol = "PLTR"
    ) =>
        Execution.Of(
            id,
            s_sent.AddMinutes(minutes),
            OccSymbol.Of(new OptionContract(symbol, s_expiration.AddDays(days), OptionRight.Put, strike)),
            ExecutionAction.SellToOpen,
            1,
            price,
            1
        );
}
