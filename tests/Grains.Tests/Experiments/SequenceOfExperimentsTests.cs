using FsCheck;
using FsCheck.Fluent;
using LearningActors.Experiments;
using LearningActors.Statistics;
using static LearningActors.Tests.Experiments.SimpleExperiment;

namespace LearningActors.Tests.Experiments;

/// <summary>One experiment after the other, and when one can't find anything any more.</summary>
public sealed class SequenceOfExperimentsTests
{
    [Fact]
    public void LevelsAreThoseOfThePaper()
    {
        // γ(1) = 1/ζ(1.6) = 0.437490; by hand: (1 − λ)·W0·γ(1), and after a p-value above λ with γ(2) = γ(1)/2^1.6.
        var first = 0.5 * 0.025 * 0.437490;
        Assert.Equal(first, Saffron.Level([], 0.05), 6);
        Assert.Equal(first / Math.Pow(2, 1.6), Saffron.Level([(0.8, false)], 0.05), 6);
        // A candidate costs nothing.
        Assert.Equal(first, Saffron.Level([(0.3, false)], 0.05), 6);
        // A finding gives the other half of the rate: W0·γ(1) for the start, and (α − W0)·γ(1) for the finding.
        Assert.Equal(2 * first, Saffron.Level([(0.001, true)], 0.05), 6);
    }

    [Fact]
    public void ALevelIsBetweenNothingAndLambdaAndAFindingNeverLowersIt() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<bool[]>(),
                found =>
                {
                    var past = found.Select((one, i) => (one ? 0.001 : 0.1 + (i % 9 * 0.1), one)).ToArray();
                    Assert.InRange(Saffron.Level(past, 0.05), 1e-12, Saffron.Lambda);
                    Assert.True(Saffron.Level([.. past, (0.001, true)], 0.05) >= Saffron.Level([.. past, (0.4, false)], 0.05));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void ExpectedFalsePromotionsAreTheSumOfTheLevels()
    {
        var ended = Begin(Plan(2)) with { Status = ExperimentStatus.Ended };
        Experiment[] all =
        [
            ended with
            {
                Decision = Decision(DecisionKind.ChampionKept, 0.7),
            },
            ended with
            {
                Decision = Decision(DecisionKind.Stopped, 0.0001),
            },
            ended with
            {
                Decision = Decision(DecisionKind.Promoted, 0.004),
                Level = 0.01,
            },
        ];
        var usual = ExperimentStreams.Of(SignalType.Buy, all, FalseDiscoveryControl.None);
        Assert.Equal((2, 1, 0.06, 0.05), (usual.Decided, usual.Promoted, Math.Round(usual.ExpectedFalsePromotions, 9), usual.NextLevel));
        var controlled = ExperimentStreams.Of(SignalType.Buy, all, FalseDiscoveryControl.Saffron);
        Assert.Equal(Saffron.Level([(0.7, false), (0.004, true)], 0.05), controlled.NextLevel);

        static ExperimentDecision Decision(DecisionKind kind, double p) =>
            new(
                kind,
                null,
                Start,
                "rule",
                "",
                new Verdict(VerdictKind.Continue, null, "", [new("v1.1", null, null, null, 0, p, p, null, null, false)])
            );
    }

    [Theory]
    [InlineData(0, 0, 0.9, 0.9)]
    // z(0.975) = 1.96, drift 1.96 + 1.2816 = 3.2415: Φ((3.2415/2 − 1.96)/√½) = Φ(−0.4798).
    [InlineData(0, 0.5, 0.9, 0.3157)]
    // A z of 2 at half: Φ((2·√½ + 3.2415/2 − 1.96)/√½) = Φ(1.5202).
    [InlineData(2, 0.5, 0.9, 0.9358)]
    [InlineData(1.9, 1, 0.9, 0)]
    [InlineData(2, 1, 0.9, 1)]
    public void ConditionalPowerIsThatOfBrownianMotionWithThePlannedDrift(double z, double fraction, double power, double expected) =>
        Assert.Equal(expected, ConditionalPower.Of(z, fraction, 0.025, power), 3);

    [Fact]
    public void ANullIsGivenUpBeforeItsSampleIsComplete()
    {
        var experiment = Begin(Plan());
        var n = experiment.RequiredPerArm * 3 / 4;
        foreach (var rule in new[] { DecisionRule.GroupSequential, DecisionRule.Anytime })
        {
            var one = experiment with { Plan = experiment.Plan with { Rule = rule } };
            var verdict = DecisionRules.Decide(one.LookOn(21, Arm("v1.0", n, n / 2), Arm("v1.1", n, (n / 2) - 5)));
            Assert.Equal(VerdictKind.KeepChampion, verdict.Kind);
            Assert.Contains("the probability to find a challenger better that is so by 0.1", verdict.Reason);
            Assert.Equal(
                VerdictKind.Continue,
                DecisionRules.Decide(one.LookOn(21, Arm("v1.0", n, n / 2), Arm("v1.1", n, (n / 2) + (n / 10)))).Kind
            );
        }
    }

    [Fact]
    public void AnExperimentEndsAtItsDeadline()
    {
        var experiment = Begin(Plan() with { MaxDurationDays = 28 });
        Assert.Equal(VerdictKind.Continue, DecisionRules.Decide(experiment.LookOn(21, Arm("v1.0", 5, 4), Arm("v1.1", 5, 4))).Kind);
        var over = DecisionRules.Decide(experiment.LookOn(28, Arm("v1.0", 5, 4), Arm("v1.1", 5, 4)));
        Assert.Equal(VerdictKind.KeepChampion, over.Kind);
        Assert.Contains("has run its 28 days", over.Reason);
    }

    [Fact]
    public void AForecastWarnsOfAPlanThatCannotFindAnything()
    {
        // 100 explanations a day, 30 of them with votes, on four arms.
        var forecast = ExperimentForecasting.Of(Begin(Plan(3) with { MaxDurationDays = 28 }), new Traffic(100, 0.3));
        Assert.Equal(30, forecast.AnswersPerDay, 9);
        Assert.InRange(forecast.DaysToSample!.Value, 70, 85);
        Assert.Contains("its sample takes", Assert.Single(forecast.Warnings));
        Assert.InRange(forecast.SmallestEffect!.Value, 0.1, 0.25);
        // Left to the traffic, the deadline is what a confirmation needs and a quarter more.
        var free = ExperimentForecasting.Of(Begin(Plan()), new Traffic(1000, 0.3));
        Assert.Equal(Math.Clamp((int)Math.Ceiling(free.DaysToConfirm!.Value * 1.25), 28, 182), free.MaxDurationDays);
        Assert.Empty(free.Warnings);
        var silent = ExperimentForecasting.Of(Begin(Plan()), default);
        Assert.Equal((null, null, 56), (silent.DaysToSample, silent.SmallestEffect, silent.MaxDurationDays));
        Assert.Contains("No votes that count", Assert.Single(silent.Warnings));
    }

    [Fact]
    public void WhereTheChampionIsNearlyPerfectTheEffectIsStated()
    {
        var experiment = Begin(Plan(), baseLine: 0.96);
        Assert.Equal(0.039, experiment.DetectableEffect!.Value, 3);
        Assert.Contains(
            "no challenger can be better by 0.1: the sample is planned for 0.039",
            ExperimentForecasting.Of(experiment, new Traffic(1000, 0.3)).Warnings[0]
        );
    }

    [Fact]
    public void WhatGoesWrongIsSaidOnce()
    {
        var state = ExperimentLifecycle.Begin(Begin(Plan() with { MaxDurationDays = 28 })) with { Unraised = [] };
        Assert.Equal("experiment-no-data/BUY-1", Assert.Single(Warn(state, 4).Unraised).Id);
        Assert.Empty(Warn(state, 3).Unraised);
        ArmDay[] unrated = [.. Enumerable.Range(1, 20).Select(day => Served(day, "v1.0", 50))];
        Assert.Empty(Warn(state, 7, unrated).Unraised);
        var stalled = Warn(state, 8, unrated);
        Assert.Equal("experiment-stalled/BUY-1", Assert.Single(stalled.Unraised).Id);
        Assert.Same(stalled, Warn(stalled, 9, unrated));
        var late = Warn(stalled, 14, unrated);
        Assert.Equal("experiment-underpowered/BUY-1", late.Unraised[^1].Id);

        static ExperimentState Warn(ExperimentState state, int day, params ArmDay[] days) => ExperimentWarnings.Add(state, days, Day(day));
    }

    [Fact]
    public void FewVotesLeaveALargerPartWithTheFormerChampion()
    {
        var options = new ExperimentOptions();
        Assert.Equal(0.5, HoldoutRule.Share(10, options, 5));
        Assert.Equal(0.5, HoldoutRule.Share(0, options, 5));
        Assert.InRange(HoldoutRule.Share(100, options, 5), 0.15, 0.25);
        Assert.Equal(0.15, HoldoutRule.Share(10_000, options, 5));
        Assert.Equal(0, HoldoutRule.Share(100, new ExperimentOptions { HoldoutMaxShare = 0 }, 5));
    }
}
