using LearningActors.Recommendations;
using static LearningActors.Tests.Recommendations.PutFacts;

namespace LearningActors.Tests.Recommendations;

/// <summary>Fills and legs of orders, and what can follow a recommendation at all.</summary>
public sealed class OrderReconciliationTests
{
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
            Kinds([Recommend("r1")], [Execution.Of("e1", Sent.AddMinutes(30), "PLTR", ExecutionAction.SellToOpen, 100, 26, 0)])
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
                            Expiration = Expiration.AddDays(7),
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
            FurtherLegs = [new RecommendedLeg(RecommendedAction.BuyToOpen, 24, Expiration, OptionRight.Put)],
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
}
