using LearningActors.Prompts;

namespace LearningActors.Tests.Prompts;

/// <summary>How a champion is made and unmade, and what happens when a command comes again.</summary>
public sealed class ChampionshipTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 19, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void OneExperimentHasTheSignalAndNumbersAreNotGivenAgain()
    {
        var (claimed, answer) = Claim(new ChampionState());
        Assert.Equal(new ClaimAnswer(ClaimResult.Granted, "BUY-1"), answer);
        var (same, refused) = Claim(claimed);
        Assert.Same(claimed, same);
        Assert.Equal(new ClaimAnswer(ClaimResult.Taken, "BUY-1"), refused);
        // It never began.
        var released = Release(claimed, new ExperimentEnd("BUY-1", [], null));
        Assert.Null(released.Claim);
        Assert.Equal(new ClaimAnswer(ClaimResult.Granted, "BUY-2"), Claim(released).Answer);
    }

    [Fact]
    public void NothingIsClaimedAgainstAChampionThatChanged() =>
        Assert.Equal(
            new ClaimAnswer(ClaimResult.ChampionChanged, null),
            Championship.Claim(new ChampionState(), SignalType.Buy, "v1.7").Answer
        );

    [Fact]
    public void AnOlderSplitDoesNotReplaceANewerOne()
    {
        var state = Claim(new ChampionState()).State;
        var third = new ExperimentClaim("BUY-1", 3, null);
        state = Championship.SetSplit(state, third);
        Assert.Equal(third, state.Claim);
        var late = new ExperimentClaim("BUY-1", 2, new ExperimentSplit("BUY-1", ["v1.0", "v1.1"], [0.5, 0.5]));
        Assert.Same(state, Championship.SetSplit(state, late));
        Assert.Same(state, Championship.SetSplit(state, new ExperimentClaim("BUY-9", 9, null)));
    }

    [Fact]
    public void APromotionArchivesTheLosersAndHoldsOut()
    {
        var state = Promote(Claim(new ChampionState { Archived = ["v0.9"] }).State, "v1.2", "v1.0", "v1.1");
        Assert.Equal(("v1.2", null), (state.Champion, state.Claim));
        Assert.Equal(["v0.9", "v1.0", "v1.1"], state.Archived.AsEnumerable());
        Assert.Equal(new Holdout("v1.0", "holdout-BUY-1", 0.2, new DateOnly(2026, 1, 20), s_now.AddDays(14)), state.Holdout);
        var change = Assert.Single(state.History);
        Assert.Equal(("v1.2", "v1.0", "BUY-1", s_now), (change.Version, change.Former, change.ExperimentId, change.At));
    }

    [Fact]
    public void AnEndThatComesAgainChangesNothing()
    {
        var once = Promote(Claim(new ChampionState()).State, "v1.1", "v1.0");
        Assert.Same(once, Release(once, PromotionBy("BUY-1", "v1.1", "v1.0")));
        // Neither while its successor has the signal.
        var next = Claim(once).State;
        Assert.Equal("BUY-2", next.Claim!.Id);
        Assert.Same(next, Release(next, PromotionBy("BUY-1", "v1.1", "v1.0")));
    }

    [Fact]
    public void RollbacksGoBackPromotionByPromotion()
    {
        var first = Promote(Claim(new ChampionState()).State, "v1.1", "v1.0");
        var second = Promote(Claim(first).State, "v1.2", "v1.1");
        Assert.Equal(new RollbackAnswer(RollbackResult.NotTheLastPromotion, "BUY-2"), Championship.Rollback(second, Back("BUY-1")).Answer);
        var running = Claim(second).State;
        Assert.Equal(new RollbackAnswer(RollbackResult.SignalIsTaken, "BUY-3"), Championship.Rollback(running, Back("BUY-2")).Answer);

        var (back, answer) = Championship.Rollback(second, Back("BUY-2"));
        Assert.Equal(new RollbackAnswer(RollbackResult.RolledBack, null), answer);
        Assert.Equal(("v1.1", null), (back.Champion, back.Holdout));
        Assert.Contains("v1.2", back.Archived);
        Assert.DoesNotContain("v1.1", back.Archived);
        Assert.Equal("BUY-1", Championship.LastPromotion(back.History)!.ExperimentId);

        var (again, repeated) = Championship.Rollback(back, Back("BUY-2"));
        Assert.Same(back, again);
        Assert.Equal(answer, repeated);
        var (start, _) = Championship.Rollback(back, Back("BUY-1"));
        Assert.Equal("v1.0", start.Champion);
        Assert.Null(Championship.LastPromotion(start.History));
        Assert.Equal(["v1.1", "v1.2", "v1.1", "v1.0"], start.History.Select(change => change.Version));
    }

    [Fact]
    public void OnlyTheLastPromotionsHoldoutEnds()
    {
        var first = Promote(Claim(new ChampionState()).State, "v1.1", "v1.0");
        var second = Promote(Claim(first).State, "v1.2", "v1.1");
        Assert.Same(second, Championship.EndHoldout(second, "BUY-1"));
        Assert.Null(Championship.EndHoldout(second, "BUY-2").Holdout);
    }

    [Fact]
    public void TheStateSurvivesItsStorage()
    {
        var state = Claim(Promote(Claim(new ChampionState()).State, "v1.2", "v1.0", "v1.1")).State;
        state = Championship.SetSplit(state, new ExperimentClaim("BUY-2", 1, new ExperimentSplit("BUY-2", ["v1.2", "v1.3"], [0.5, 0.5])));
        var json = System.Text.Json.JsonSerializer.Serialize(state);
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<ChampionState>(json)));
    }

    [Theory]
    [InlineData("BUY-3", true)]
    [InlineData("HOLD-12", true)]
    [InlineData("buy-3", false)]
    [InlineData("BUY-03", false)]
    [InlineData("WAIT-1", false)]
    [InlineData("BUY-", false)]
    [InlineData("nonsense", false)]
    public void AnIdIsASignalAndANumber(string id, bool isOne) => Assert.Equal(isOne, ExperimentIds.TryParse(id, out _));

    private static (ChampionState State, ClaimAnswer Answer) Claim(ChampionState state) =>
        Championship.Claim(state, SignalType.Buy, state.Champion);

    /// <summary>The experiment that has the signal promotes.</summary>
    private static ChampionState Promote(ChampionState state, string winner, params string[] losers) =>
        Release(state, PromotionBy(state.Claim!.Id, winner, losers));

    private static ExperimentEnd PromotionBy(string experiment, string winner, params string[] losers) =>
        new(experiment, [.. losers], new Promotion(winner, s_now, "group_sequential", ChampionChangeKind.Promotion, "Better.", 0.2, 14));

    private static ChampionState Release(ChampionState state, ExperimentEnd end) => Championship.Release(state, end);

    private static PromotionRollback Back(string experiment) =>
        new(experiment, s_now.AddDays(1), "ops", ChampionChangeKind.Rollback, "Worse.");
}
