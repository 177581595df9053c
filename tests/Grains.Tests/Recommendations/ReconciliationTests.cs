using LearningActors.Recommendations;
using static LearningActors.Tests.Recommendations.PutFacts;

namespace LearningActors.Tests.Recommendations;

/// <summary>What a day's recommendations came to.</summary>
public sealed class ReconciliationTests
{
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
            Pairs([Recommend("r1") with { SentAt = Sent.AddDays(-1) }, Recommend("r2")], [Execute("e1", 26)])
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
}
