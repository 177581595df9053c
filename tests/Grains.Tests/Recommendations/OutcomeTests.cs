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
        var outcome = Assert.Single(
            Outcomes.Of([rejected], new Dictionary<string, Recommendation> { ["r1"] = Recommend(26, 210) }, [othersClose], s_day)
        );
        Assert.Equal((null, 0m, 130m), (outcome.Kind, outcome.Pnl, outcome.CounterfactualPnl));
        Assert.Empty(Outcomes.Of([rejected], new Dictionary<string, Recommendation> { ["r1"] = Recommend(26, 210) }, [before], s_day));
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
        var outcomes = Outcomes.Of(
            [Record("r1", "e1", MatchKind.Consent, "e2"), Record(null, "c1", MatchKind.Independent, "c2")],
            new Dictionary<string, Recommendation> { ["r1"] = Recommend(26, 210) },
            executions,
            s_day
        );
        Assert.Equal(
            [(OutcomeKind.ClosedProfit, 240m, 240m), (OutcomeKind.ClosedProfit, 240m, 0m)],
            outcomes.Select(one => (one.Kind!.Value, one.Pnl, one.AttributedPnl))
        );
        Assert.Equal(290, outcomes[0].CounterfactualPnl);
        // Whoever closes what no match opened has it attributed.
        Assert.Equal(
            240,
            Assert
                .Single(
                    Outcomes.Of(
                        [Record(null, "c1", MatchKind.Independent, "c2")],
                        new Dictionary<string, Recommendation>(),
                        executions,
                        s_day
                    )
                )
                .AttributedPnl
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
        Assert.Single(
            Outcomes.Of(
                [Record("r1", "e1", MatchKind.Consent)],
                new Dictionary<string, Recommendation> { ["r1"] = recommendation },
                executions,
                s_day
            )
        );

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
            null
        );

    private static Execution At(string id, int minute, string instrument, ExecutionAction action, decimal quantity, decimal price) =>
        Execution.Of(id, s_start.AddMinutes(minute), instrument, action, quantity, price, 0);
}
