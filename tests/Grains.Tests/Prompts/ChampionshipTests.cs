using LearningActors.Experiments;
using LearningActors.Prompts;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Prompts;

/// <summary>How a champion is made and unmade.</summary>
public sealed class ChampionshipTests
{
    private static readonly PromptOptions s_options = new();

    [Fact]
    public void APromotionArchivesTheLosersAndHoldsOut()
    {
        var state = Promote(Championship.Start(new ChampionState(), SimpleExperiment.Begin(SimpleExperiment.Plan(2))), "v1.2", 14);
        Assert.Equal("v1.2", state.Champion);
        Assert.Equal(["v1.0", "v1.1"], state.Archived.AsEnumerable());
        Assert.Equal(("v1.0", 0.05, SimpleExperiment.Day(15)), (state.Holdout!.Former, state.Holdout.Share, state.Holdout.From));
        Assert.Equal(SimpleExperiment.Start.AddDays(28), state.Holdout.Until);
        var ended = Assert.Single(state.Unfiled);
        Assert.Equal(
            (ExperimentStatus.Ended, "v1.2", SimpleExperiment.Day(13)),
            (ended.Status, ended.Decision!.Winner, ended.Segments[^1].To)
        );
        Assert.Null(state.Experiment);
        Assert.Equal(["experiment-started/BUY-1", "promotion/BUY-1"], state.Unraised.Select(alert => alert.Id));
    }

    [Fact]
    public void RollbacksGoBackPromotionByPromotion()
    {
        var state = Promote(Championship.Start(new ChampionState(), SimpleExperiment.Begin(SimpleExperiment.Plan())), "v1.1", 7);
        var second = ExperimentPlanning.Begin(
            "BUY-2",
            SimpleExperiment.Plan() with
            {
                Arms = [new("v1.1", 0.5), new("v1.2", 0.5)],
            },
            "v1.1",
            SimpleExperiment.Arm("v1.1", 0, 0),
            SimpleExperiment.Start.AddDays(7)
        );
        state = Promote(Championship.Start(state, second), "v1.2", 14);
        Assert.Equal("v1.2", state.Champion);

        var running = Championship.Start(state, second with { Id = "BUY-3" });
        state = Rollback(running);
        Assert.Equal("v1.1", state.Champion);
        Assert.Null(state.Experiment);
        Assert.Null(state.Holdout);
        Assert.Contains("v1.2", state.Archived);
        Assert.DoesNotContain("v1.1", state.Archived);
        Assert.Equal(DecisionKind.Stopped, state.Unfiled[^1].Decision!.Kind);

        state = Rollback(state);
        Assert.Equal("v1.0", state.Champion);
        Assert.Null(Championship.LastPromotion(state));
        Assert.Equal(["v1.1", "v1.2", "v1.1", "v1.0"], state.History.Select(change => change.Version));
        Assert.Equal(state.Unraised.Length, state.Unraised.Select(alert => alert.Id).Distinct().Count());
    }

    [Fact]
    public void DroppedArmsGiveTheirShareToTheOthers()
    {
        var experiment = Championship.Drop(SimpleExperiment.Begin(SimpleExperiment.Plan(3)), ["v1.1", "v1.3"], SimpleExperiment.Day(4));
        Assert.Equal([0.5, 0, 0.5, 0], experiment.Segments[^1].Shares, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(experiment.Segments[^1].Shares, Championship.SharesInPlay(experiment), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(["v1.1", "v1.3"], experiment.Dropped.AsEnumerable());
    }

    [Fact]
    public void AStoppedExperimentsArmsMayBeTriedAgain()
    {
        var started = Championship.Start(new ChampionState(), SimpleExperiment.Begin(SimpleExperiment.Plan()));
        Assert.Empty(Championship.Stop(started, SimpleExperiment.Start.AddDays(1), "ops", "feed").Archived);
        var kept = Championship.Keep(started, Decision(DecisionKind.ChampionKept, null, 28));
        Assert.Equal(["v1.1"], kept.Archived.AsEnumerable());
        Assert.Equal("v1.0", kept.Champion);
        Assert.Empty(kept.History);
    }

    [Fact]
    public void TheStateSurvivesItsStorage()
    {
        var state = Promote(
            Championship.Start(
                new ChampionState(),
                SimpleExperiment.Begin(SimpleExperiment.Plan(2)).LookOn(7, SimpleExperiment.Arm("v1.0", 5, 4))
            ),
            "v1.2",
            14
        );
        var json = System.Text.Json.JsonSerializer.Serialize(state);
        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<ChampionState>(json)));
    }

    private static ChampionState Promote(ChampionState state, string winner, int day) =>
        Championship.Promote(state, Decision(DecisionKind.Promoted, winner, day), ChampionChangeKind.Promotion, s_options);

    private static ChampionState Rollback(ChampionState state) =>
        Championship.Rollback(state, SignalType.Buy, SimpleExperiment.Start.AddDays(20), "ops", ChampionChangeKind.Rollback, "Worse.");

    private static ExperimentDecision Decision(DecisionKind kind, string? winner, int day) =>
        new(kind, winner, SimpleExperiment.Start.AddDays(day), "group_sequential", "Better.", null);
}
