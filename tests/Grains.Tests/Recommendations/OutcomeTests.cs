using System.Collections.Immutable;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>What becomes of matched executions.</summary>
public sealed class OutcomeTests
{
    private const string Put26 = "PLTR  210115P00026000";
    private const string Put25 = "PLTR  210122P00025000";
    private static readonly DateTimeOffset s_start = new(2021, 1, 4, 16, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_day = new(2021, 1, 20);

    [Fact]
    public void EachWayToEndIsItself()
    {
        var opened = At("e1", 0, Put26, ExecutionAction.SellToOpen, 2, 200);
        Assert.Equal((OutcomeKind.Open, 0m), Outcome(opened));
        Assert.Equal((OutcomeKind.ClosedProfit, 160m), Outcome(opened, At("c", 60, Put26, ExecutionAction.BuyToClose, 2, 120)));
        Assert.Equal((OutcomeKind.ClosedLoss, -200m), Outcome(opened, At("c", 60, Put26, ExecutionAction.BuyToClose, 2, 300)));
        Assert.Equal((OutcomeKind.ExpiredWorthless, 400m), Outcome(opened, At("c", 9000, Put26, ExecutionAction.Expired, 2, 0)));
        Assert.Equal(
            (OutcomeKind.Assigned, 400m),
            Outcome(opened, At("c", 9000, Put26, ExecutionAction.Assigned, 2, 0), At("s", 9000, "PLTR", ExecutionAction.BuyToOpen, 200, 26))
        );
        // Half of it is still open, with what the other half made.
        Assert.Equal((OutcomeKind.Open, 80m), Outcome(opened, At("c", 60, Put26, ExecutionAction.BuyToClose, 1, 120)));
        // Another strike closes nothing.
        Assert.Equal((OutcomeKind.Open, 0m), Outcome(opened, At("c", 60, Put25, ExecutionAction.BuyToClose, 2, 120)));
        // Closed the same day, and another contract in its place within minutes; a week later it would be a new position.
        Assert.Equal(
            (OutcomeKind.Rolled, -200m),
            Outcome(opened, At("c", 60, Put26, ExecutionAction.BuyToClose, 2, 300), At("n", 61, Put25, ExecutionAction.SellToOpen, 2, 350))
        );
        Assert.Equal(
            (OutcomeKind.ClosedLoss, -200m),
            Outcome(
                opened,
                At("c", 60, Put26, ExecutionAction.BuyToClose, 2, 300),
                At("n", 9000, Put25, ExecutionAction.SellToOpen, 2, 350)
            )
        );
    }

    [Fact]
    public void TheCounterfactualIsTheSameContractAtTheRecommendedPremium()
    {
        var opened = At("e1", 0, Put26, ExecutionAction.SellToOpen, 2, 200);
        var closed = At("c", 60, Put26, ExecutionAction.BuyToClose, 2, 120);
        Assert.Equal(180, Of(Recommend(26, 210), opened, closed).CounterfactualPnl);
        Assert.Null(Of(Recommend(27, 210), opened, closed).CounterfactualPnl);
        Assert.Null(Of(Recommend(26, null), opened, closed).CounterfactualPnl);
    }

    [Fact]
    public void WhatWasNotTakenIsKnownFromAnybodysExitOfThatContract()
    {
        var opened = At("e1", 0, Put25, ExecutionAction.SellToOpen, 2, 150);
        var othersClose = At("o", 90, Put26, ExecutionAction.BuyToClose, 5, 80) with { Account = "other" };
        var before = At("b", -90, Put26, ExecutionAction.BuyToClose, 5, 20) with { Account = "other" };
        // The contract that was recommended, for as many as were taken of another one.
        Assert.Equal(260, Of(Recommend(26, 210), opened, before, othersClose).CounterfactualPnl);
        Assert.Equal(
            420,
            Of(Recommend(26, 210), opened, At("o", 9000, Put26, ExecutionAction.Expired, 5, 0) with { Account = "other" }).CounterfactualPnl
        );
        Assert.Null(Of(Recommend(26, 210), opened, before).CounterfactualPnl);
        // Nobody followed: one contract.
        var rejected = Record("r1", null, MatchKind.Reject);
        var outcome = Assert.Single(Track([rejected], [Recommend(26, 210)], [], others: [othersClose]));
        Assert.Equal((null, 0m, 130m), (outcome.Kind, outcome.Pnl, outcome.CounterfactualPnl));
        Assert.Empty(Track([rejected], [Recommend(26, 210)], [], others: [before]));
    }

    [Fact]
    public void FillsOfAnOrderAreOnePositionAndEachLotCountsOnceInASum()
    {
        Execution[] executions =
        [
            At("e1", 0, Put26, ExecutionAction.SellToOpen, 1, 200),
            At("e2", 0, Put26, ExecutionAction.SellToOpen, 2, 190),
            At("c1", 60, Put26, ExecutionAction.BuyToClose, 2, 120),
            At("c2", 61, Put26, ExecutionAction.BuyToClose, 1, 100),
        ];
        var outcomes = Track(
            [Record("r1", "e1", MatchKind.Consent, "e2"), Record(null, "c1", MatchKind.Independent, "c2")],
            [Recommend(26, 210)],
            executions
        );
        Assert.Equal(
            [(OutcomeKind.ClosedProfit, 240m, 240m), (OutcomeKind.ClosedProfit, 240m, 0m)],
            outcomes.Select(one => (one.Kind!.Value, one.Pnl, one.AttributedPnl))
        );
        Assert.Equal(290, outcomes[0].CounterfactualPnl);
        // Whoever closes what no match opened has it attributed.
        Assert.Equal(240, Assert.Single(Track([Record(null, "c1", MatchKind.Independent, "c2")], [], executions)).AttributedPnl);
    }

    [Fact]
    public void AnExpirationWithoutARowIsInferredOnceItIsLongEnoughPast()
    {
        var opened = At("e1", 0, Put26, ExecutionAction.SellToOpen, 2, 200);
        var match = Record("r1", "e1", MatchKind.Consent);
        var outcome = Assert.Single(Track([match], [Recommend(26, 200)], [opened], inferAfterDays: 4));
        Assert.Equal((OutcomeKind.ExpiredWorthless, 400m, true, true), (outcome.Kind, outcome.Pnl, outcome.IsInferred, outcome.IsEnded));
        outcome = Assert.Single(Track([match], [Recommend(26, 200)], [opened], inferAfterDays: 5));
        Assert.Equal((OutcomeKind.Open, 0m, false, false), (outcome.Kind, outcome.Pnl, outcome.IsInferred, outcome.IsEnded));
        // A row that comes after all is what counts.
        var row = At("x", 9000, Put26, ExecutionAction.BuyToClose, 2, 50);
        outcome = Assert.Single(Track([match], [Recommend(26, 200)], [opened, row], inferAfterDays: 4));
        Assert.Equal((OutcomeKind.ClosedProfit, 300m, false), (outcome.Kind, outcome.Pnl, outcome.IsInferred));
    }

    [Fact]
    public void SharesThatAnAssignmentBringsBelongToTheOptionUntilTheyAreSold()
    {
        Execution[] assigned =
        [
            At("e1", 0, Put26, ExecutionAction.SellToOpen, 2, 200),
            At("a", 9000, Put26, ExecutionAction.Assigned, 2, 0),
            At("d", 9000, "PLTR", ExecutionAction.BuyToOpen, 200, 26) with
            {
                Cause = ExecutionCause.Delivery,
            },
        ];
        var outcome = Of(Recommend(26, 200), assigned);
        Assert.Equal((OutcomeKind.Assigned, 400m, 400m, false), (outcome.Kind, outcome.Pnl, outcome.PositionPnl, outcome.IsEnded));
        outcome = Of(Recommend(26, 200), [.. assigned, At("s1", 9010, "PLTR", ExecutionAction.SellToClose, 150, 25)]);
        Assert.Equal((400m, 250m, false), (outcome.Pnl, outcome.PositionPnl, outcome.IsEnded));
        outcome = Of(
            Recommend(26, 200),
            [
                .. assigned,
                At("s1", 9010, "PLTR", ExecutionAction.SellToClose, 150, 25),
                At("s2", 9020, "PLTR", ExecutionAction.SellToClose, 50, 28),
            ]
        );
        Assert.Equal((400m, 350m, 350m, true), (outcome.Pnl, outcome.PositionPnl, outcome.AttributedPnl, outcome.IsEnded));
    }

    [Fact]
    public void ACorporateActionCarriesThePositionOn()
    {
        Execution Split(string id, string instrument, ExecutionAction action, decimal quantity, decimal price) =>
            At(id, 500, instrument, action, quantity, price) with
            {
                Cause = ExecutionCause.CorporateAction,
            };
        // Four for one: 8 contracts of 50 take the place of 2 of 200.
        var outcome = Of(
            Recommend(26, 200),
            At("e1", 0, Put26, ExecutionAction.SellToOpen, 2, 200),
            Split("s1", Put26, ExecutionAction.BuyToClose, 2, 220),
            Split("s2", "PLTR1 210115P00006500", ExecutionAction.SellToOpen, 8, 55),
            At("c", 600, "PLTR1 210115P00006500", ExecutionAction.BuyToClose, 8, 30)
        );
        Assert.Equal((-40m, 160m, 160m, true), (outcome.Pnl, outcome.PositionPnl, outcome.AttributedPnl, outcome.IsEnded));
    }

    [Fact]
    public void PublishedPricesTellWhatTheRecommendationAsGivenWouldHaveMade()
    {
        // Another contract was taken and left on the 6th: the recommended one is left on that day too.
        Execution[] taken =
        [
            At("e1", 0, Put25, ExecutionAction.SellToOpen, 2, 150),
            At("c", 2 * 24 * 60, Put25, ExecutionAction.BuyToClose, 2, 100),
        ];
        DailyPrice[] prices =
        [
            new(Put26, new DateOnly(2021, 1, 6), 88, 92, 70, null, "desk"),
            new("PLTR", new DateOnly(2021, 1, 15), null, null, null, 25, "exchange"),
        ];
        var modified = Assert.Single(Track([Record("r1", "e1", MatchKind.Modify)], [Recommend(26, 210)], taken, prices: prices));
        Assert.Equal(
            (240m, "desk", new DateOnly(2021, 1, 6)),
            (modified.CounterfactualPnl, modified.CounterfactualSource, modified.CounterfactualOn)
        );
        // Nobody took anything: held to expiration, one dollar in the money.
        var rejected = Assert.Single(Track([Record("r1", null, MatchKind.Reject)], [Recommend(26, 210)], [], prices: prices));
        Assert.Equal(
            (110m, "exchange", new DateOnly(2021, 1, 15)),
            (rejected.CounterfactualPnl, rejected.CounterfactualSource, rejected.CounterfactualOn)
        );
        // What is not known yet on the day up to which everything is known tells nothing.
        Assert.Empty(
            Track(
                [Record("r1", null, MatchKind.Reject)],
                [Recommend(26, 210)],
                [],
                prices: [new("PLTR", s_day.AddDays(1), null, null, null, 25, "exchange")]
            )
        );
    }

    [Theory]
    [InlineData("BRK.B", 26, "BRKB  210115P00026000")]
    [InlineData("A SYMBOL OF NOTHING", 26, null)]
    [InlineData("--", 26, null)]
    [InlineData("PLTR", 100_000_000, null)]
    public void WhateverARecommendationNamesItHasAContractOrNone(string symbol, int strike, string? instrument)
    {
        var recommendation = Recommend(strike, 210) with { Symbol = symbol };
        Assert.Equal(instrument, recommendation.Instrument);
        DailyPrice[] prices = [new(symbol, new DateOnly(2021, 1, 15), null, null, null, 27, "exchange")];
        Assert.Equal(
            instrument is null ? null : 210,
            Track([Record("r1", null, MatchKind.Reject)], [recommendation], [], prices: prices).SingleOrDefault()?.CounterfactualPnl
        );
    }

    [Fact]
    public void ACloseWithoutAKnownOpeningIsSaidToBeSo()
    {
        var close = At("e1", 0, Put26, ExecutionAction.BuyToClose, 1, 120);
        Assert.Equal(
            (OutcomeKind.UnknownOpening, 0m),
            Of(Recommend(26, 200) with { Action = RecommendedAction.BuyToClose }, close) is var outcome
                ? (outcome.Kind, outcome.Pnl)
                : default
        );
    }

    [Fact]
    public void AccountsHavePositionsOfTheirOwn()
    {
        var opened = At("e1", 0, Put26, ExecutionAction.SellToOpen, 1, 200) with { Account = "ira" };
        Assert.Equal(
            (OutcomeKind.Open, 0m),
            Outcome(opened, At("c", 60, Put26, ExecutionAction.BuyToClose, 1, 120) with { Account = "taxable" })
        );
    }

    private static (OutcomeKind?, decimal) Outcome(params Execution[] executions) =>
        Of(Recommend(26, 200), executions) is var outcome ? (outcome.Kind, outcome.Pnl) : default;

    private static PositionOutcome Of(Recommendation recommendation, params Execution[] executions) =>
        Assert.Single(Track([Record("r1", "e1", MatchKind.Consent)], [recommendation], executions));

    private static ImmutableArray<PositionOutcome> Track(
        MatchRecord[] matches,
        Recommendation[] recommendations,
        Execution[] executions,
        Execution[]? others = null,
        DailyPrice[]? prices = null,
        int inferAfterDays = 60
    ) =>
        Outcomes
            .Of(
                new OutcomeFacts(
                    [.. matches],
                    [.. recommendations],
                    [.. executions],
                    [.. others ?? []],
                    [.. prices ?? []],
                    matches.SelectMany(match => match.Match.AllExecutions()).ToHashSet()
                ),
                s_day,
                new OutcomeOptions { InferExpirationAfterDays = inferAfterDays }
            )
            .Outcomes;

    private static MatchRecord Record(string? recommendation, string? execution, MatchKind kind, params string[] fills) =>
        new(
            Guid.NewGuid(),
            s_day,
            "PLTR",
            new Match(recommendation, execution, kind, null, null, null, null, [.. fills]),
            null,
            null,
            null,
            null,
            null,
            [],
            s_start
        );

    private static Recommendation Recommend(decimal strike, decimal? premium) =>
        new(
            "r1",
            s_start,
            "PLTR",
            null,
            RecommendedAction.SellToOpen,
            strike,
            new DateOnly(2021, 1, 15),
            OptionRight.Put,
            premium,
            "new_position",
            null,
            []
        );

    private static Execution At(string id, int minute, string instrument, ExecutionAction action, decimal quantity, decimal price) =>
        Execution.Of(id, s_start.AddMinutes(minute), instrument, action, quantity, price, 0);
}
