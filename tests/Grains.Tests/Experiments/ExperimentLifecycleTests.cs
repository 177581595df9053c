using System.Text.Json;
using LearningActors.Experiments;
using LearningActors.Prompts;
using static LearningActors.Tests.Experiments.SimpleExperiment;

namespace LearningActors.Tests.Experiments;

/// <summary>How an experiment's state follows from a command, and which effects are left to happen.</summary>
public sealed class ExperimentLifecycleTests
{
    private static readonly ExperimentOptions s_options = new();

    [Fact]
    public void WhatBeginsSetsItsSplitAndSaysSo()
    {
        var state = ExperimentLifecycle.Begin(Begin(Plan(2)));
        var split = Assert.IsType<ExperimentEffect.SetSplit>(ExperimentEffect.Next(state));
        Assert.Equal(("BUY-1", 1), (split.Claim.Id, split.Claim.Revision));
        Assert.Equal(["v1.0", "v1.1", "v1.2"], split.Claim.Split!.Versions.AsEnumerable());
        state = split.Confirm(state);
        var raise = Assert.IsType<ExperimentEffect.Raise>(ExperimentEffect.Next(state));
        Assert.Equal("experiment-started/BUY-1", raise.Alert.Id);
        Assert.Null(ExperimentEffect.Next(raise.Confirm(state)));
    }

    [Fact]
    public void EveryChangeOfTheSplitHasARevision()
    {
        var state = Confirmed(ExperimentLifecycle.Begin(Begin(Plan(3))));
        state = ExperimentLifecycle.Drop(state, ["v1.1"], Day(4));
        var dropped = ExperimentLifecycle.Claim(state);
        Assert.Equal(2, dropped.Revision);
        Assert.Equal([1 / 3.0, 0, 1 / 3.0, 1 / 3.0], dropped.Split!.Shares, (a, b) => Math.Abs(a - b) < 1e-12);
        state = ExperimentLifecycle.Pause(state, Day(6));
        Assert.Equal((3, null), (ExperimentLifecycle.Claim(state).Revision, ExperimentLifecycle.Claim(state).Split));
        state = ExperimentLifecycle.Resume(state, Day(9));
        Assert.Equal(4, ExperimentLifecycle.Claim(state).Revision);
        Assert.Equal(dropped.Split.Shares, ExperimentLifecycle.Claim(state).Split!.Shares, (a, b) => Math.Abs(a - b) < 1e-12);
        // The champion that missed some gets the last one.
        var late = Assert.IsType<ExperimentEffect.SetSplit>(ExperimentEffect.Next(state));
        Assert.Equal(4, late.Claim.Revision);
        Assert.Null(ExperimentEffect.Next(late.Confirm(state)));
    }

    [Fact]
    public void DroppedArmsGiveTheirShareToTheOthers()
    {
        var experiment = ExperimentLifecycle.Drop(Begin(Plan(3)), ["v1.1", "v1.3"], Day(4));
        Assert.Equal([0.5, 0, 0.5, 0], experiment.Segments[^1].Shares, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(experiment.Segments[^1].Shares, ExperimentLifecycle.SharesInPlay(experiment), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(["v1.1", "v1.3"], experiment.Dropped.AsEnumerable());
        Assert.Throws<ArgumentException>(() => ExperimentLifecycle.Drop(experiment, ["v7.7"], Day(5)));
    }

    [Fact]
    public void ADecisionReachesTheChampionThenTheLedgerThenPeople()
    {
        var state = ExperimentLifecycle.End(
            Confirmed(ExperimentLifecycle.Begin(Begin(Plan(2)))),
            Decision(DecisionKind.Promoted, "v1.2", 14),
            [Served(3, "v1.0", 9)],
            s_options
        );
        Assert.Equal((ExperimentStatus.Ended, Day(13)), (state.Experiment!.Status, state.Experiment.Segments[^1].To));
        var release = Assert.IsType<ExperimentEffect.Release>(ExperimentEffect.Next(state));
        Assert.Equal(["v1.0", "v1.1"], release.End.Archived.AsEnumerable());
        Assert.Equal(("v1.2", ChampionChangeKind.Promotion), (release.End.Promotion!.Version, release.End.Promotion.Kind));
        // Hardly anybody votes: as many as may stay with the former champion.
        Assert.Equal((0.5, 28), (release.End.Promotion.HoldoutShare, release.End.Promotion.HoldoutDays));
        var file = Assert.IsType<ExperimentEffect.File>(ExperimentEffect.Next(release.Confirm(state)));
        var raise = Assert.IsType<ExperimentEffect.Raise>(ExperimentEffect.Next(file.Confirm(release.Confirm(state))));
        Assert.Equal("promotion/BUY-1", raise.Alert.Id);
        Assert.Contains("v1.0 was the champion before", raise.Alert.Message);
    }

    [Fact]
    public void ASplitThatNoLongerMattersIsNotSetAnyMore()
    {
        var paused = ExperimentLifecycle.Pause(Confirmed(ExperimentLifecycle.Begin(Begin(Plan()))), Day(2));
        var ended = ExperimentLifecycle.End(paused, Decision(DecisionKind.Stopped, null, 3), [], s_options);
        Assert.IsType<ExperimentEffect.Release>(ExperimentEffect.Next(ended));
    }

    [Theory]
    [InlineData(DecisionKind.ChampionKept, new[] { "v1.1" })]
    [InlineData(DecisionKind.Stopped, new string[0])]
    public void WithoutAWinnerTheChampionStays(DecisionKind kind, string[] archived)
    {
        var state = ExperimentLifecycle.End(ExperimentLifecycle.Begin(Begin(Plan())), Decision(kind, null, 28), [], s_options);
        var end = ExperimentLifecycle.Consequence(state.Experiment!);
        Assert.Null(end.Promotion);
        // The arms of a stopped experiment may be tried again.
        Assert.Equal(archived, end.Archived.AsEnumerable());
    }

    [Fact]
    public void APromotionIsTakenBackOnceAndSaidOnce()
    {
        var ended = Confirmed(
            ExperimentLifecycle.End(
                ExperimentLifecycle.Begin(Begin(Plan())),
                Decision(DecisionKind.PromotedManually, "v1.1", 9),
                [],
                s_options
            )
        );
        var state = ExperimentLifecycle.TakeBack(
            ended,
            new PromotionReversal(Start.AddDays(12), "ops", ChampionChangeKind.Rollback, "Worse.", false)
        );
        var takeBack = Assert.IsType<ExperimentEffect.TakeBack>(ExperimentEffect.Next(state));
        Assert.Equal(new PromotionRollback("BUY-1", Start.AddDays(12), "ops", ChampionChangeKind.Rollback, "Worse."), takeBack.Rollback);
        var raise = Assert.IsType<ExperimentEffect.Raise>(ExperimentEffect.Next(takeBack.Confirm(state)));
        Assert.Equal(("rollback/BUY-1", "v1.0 is the champion for BUY again"), (raise.Alert.Id, raise.Alert.Subject));
        Assert.Null(ExperimentEffect.Next(raise.Confirm(takeBack.Confirm(state))));
        // Another promotion came in between: nobody hears of a rollback.
        Assert.Null(ExperimentEffect.Next(ExperimentLifecycle.KeepPromotion(state)));
    }

    [Fact]
    public void ABlockIsSaidOnceAndABrokenSampleRatioIsForGood()
    {
        var state = Confirmed(ExperimentLifecycle.Begin(Begin(Plan())));
        var dear = new PromotionBlock(PromotionBlockKind.GuardrailMetrics, "It costs twice as much.");
        state = ExperimentLifecycle.Block(ExperimentLifecycle.Block(state, dear), dear);
        Assert.Equal(["promotion-blocked/BUY-1"], state.Unraised.Select(alert => alert.Id));
        state = ExperimentLifecycle.Block(state, ExperimentLifecycle.Mismatch(0.0004));
        Assert.Equal(
            "Sample ratio mismatch: units did not fall on the arms as the split says (p = 4.0e-4).",
            state.Experiment!.Blocked!.Reason
        );
        Assert.Same(state, ExperimentLifecycle.Block(state, dear));
        Assert.Equal(["promotion-blocked/BUY-1", "sample-ratio/BUY-1"], state.Unraised.Select(alert => alert.Id));
    }

    [Fact]
    public void TheReportOfAnEndedExperimentKeepsItsFigures()
    {
        var running = Begin(Plan());
        var days = new[] { Served(3, "v1.0", 40), Served(3, "v1.1", 60) };
        var state = ExperimentLifecycle.End(
            ExperimentLifecycle.Begin(running),
            Decision(DecisionKind.Stopped, null, 5),
            [.. days],
            s_options
        );
        var report = ExperimentReporting.Make(state.Experiment!, state.Days, state.Experiment!.Decision!.At);
        Assert.Equal([40, 60], report.Arms.Select(arm => arm.Summary.Explanations));
        Assert.Equal([0.5, 0.5], report.Arms.Select(arm => arm.Share));
        Assert.Null(report.ExpectedEnd);
        Assert.Equal(Start.AddDays(5), report.AsOf);
    }

    [Fact]
    public void TheStateSurvivesItsStorage()
    {
        var state = ExperimentLifecycle.Begin(Begin(Plan(2)).LookOn(7, Arm("v1.0", 5, 4)));
        state = ExperimentLifecycle.Block(state, ExperimentLifecycle.Mismatch(0.0004));
        state = ExperimentLifecycle.End(state, Decision(DecisionKind.Promoted, "v1.1", 14), [Served(3, "v1.0", 9)], s_options);
        state = ExperimentLifecycle.TakeBack(state, new PromotionReversal(Start, "ops", ChampionChangeKind.Rollback, "Worse.", false));
        var json = JsonSerializer.Serialize(state);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ExperimentState>(json)));
    }

    private static ExperimentDecision Decision(DecisionKind kind, string? winner, int day) =>
        new(kind, winner, Start.AddDays(day), "group_sequential", "Better.", null);

    private static ExperimentState Confirmed(ExperimentState state)
    {
        while (ExperimentEffect.Next(state) is { } effect)
            state = effect.Confirm(state);
        return state;
    }
}
