using LearningActors.Experiments;
using static LearningActors.Tests.Experiments.SimpleExperiment;

namespace LearningActors.Tests.Experiments;

/// <summary>What each rule makes of figures.</summary>
public sealed class DecisionRuleTests
{
    public static TheoryData<DecisionRule> Rules => [DecisionRule.GroupSequential, DecisionRule.ChiSquare, DecisionRule.Anytime];

    [Theory]
    [MemberData(nameof(Rules))]
    public void NothingIsDecidedBeforeTheMinimalDuration(DecisionRule rule)
    {
        var verdict = DecisionRules.Decide(Begin(Plan(rule: rule)).LookOn(6, Arm("v1.0", 500, 200), Arm("v1.1", 500, 450)));
        Assert.Equal(VerdictKind.Continue, verdict.Kind);
        Assert.Contains("6 of at least 7 days", verdict.Reason);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void AMuchBetterChallengerIsPromoted(DecisionRule rule)
    {
        var verdict = DecisionRules.Decide(
            Begin(Plan(2, rule)).LookOn(7, Arm("v1.0", 500, 300), Arm("v1.1", 500, 310), Arm("v1.2", 500, 425))
        );
        Assert.Equal((VerdictKind.Promote, "v1.2"), (verdict.Kind, verdict.Winner));
        Assert.Equal([false, true], verdict.Challengers.Select(one => one.IsBetter));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void WithoutFeedbackItGoesOn(DecisionRule rule)
    {
        var verdict = DecisionRules.Decide(
            Begin(Plan(3, rule)).LookOn(21, Arm("v1.0", 0, 0), Arm("v1.1", 0, 0), Arm("v1.2", 0, 0), Arm("v1.3", 0, 0))
        );
        Assert.Equal(VerdictKind.Continue, verdict.Kind);
        Assert.All(verdict.Challengers, one => Assert.Equal((null, null, 0, 0.5), (one.Difference, one.Lower, one.Z, one.PValue)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void ATieEndsWithTheChampionWhenTheSampleIsComplete(DecisionRule rule)
    {
        var experiment = Begin(Plan(rule: rule));
        var n = experiment.RequiredPerArm;
        var verdict = DecisionRules.Decide(experiment.LookOn(14, Arm("v1.0", n, n / 2), Arm("v1.1", n, n / 2)));
        Assert.Equal((VerdictKind.KeepChampion, null), (verdict.Kind, verdict.Winner));
        Assert.Contains("no challenger is better", verdict.Reason);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void ADroppedChallengerIsNeverPromoted(DecisionRule rule)
    {
        var experiment = Begin(Plan(2, rule)) with { Dropped = ["v1.2"] };
        var verdict = DecisionRules.Decide(experiment.LookOn(7, Arm("v1.0", 500, 300), Arm("v1.1", 500, 300), Arm("v1.2", 500, 450)));
        Assert.NotEqual(VerdictKind.Promote, verdict.Kind);
        var alone = Begin(Plan(1, rule)) with { Dropped = ["v1.1"] };
        Assert.Equal(VerdictKind.KeepChampion, DecisionRules.Decide(alone.LookOn(7, Arm("v1.0", 5, 3), Arm("v1.1", 5, 1))).Kind);
    }

    [Fact]
    public void TheSeedsRuleIsBlindToARealWinnerOfFourArmsAndFooledByABadOne()
    {
        // A true winner of +10 points over 60 % among four arms: χ² over 4·1500 votes, V ≈ 0.09.
        var four = Begin(Plan(3, DecisionRule.ChiSquare), 0.6) with
        {
            RequiredPerArm = 100_000,
        };
        var winner = DecisionRules.Decide(
            four.LookOn(28, Arm("v1.0", 1500, 900), Arm("v1.1", 1500, 900), Arm("v1.2", 1500, 900), Arm("v1.3", 1500, 1050))
        );
        Assert.Equal(VerdictKind.Continue, winner.Kind);
        Assert.Contains("V = 0.0", winner.Reason);
        // One bad arm; the best of the equal ones wins by chance.
        var fooled = DecisionRules.Decide(
            Begin(Plan(3, DecisionRule.ChiSquare))
                .LookOn(7, Arm("v1.0", 100, 70), Arm("v1.1", 100, 71), Arm("v1.2", 100, 70), Arm("v1.3", 100, 40))
        );
        Assert.Equal((VerdictKind.Promote, "v1.1"), (fooled.Kind, fooled.Winner));
        // The same figures do not fool the others.
        foreach (var rule in new[] { DecisionRule.GroupSequential, DecisionRule.Anytime })
            Assert.NotEqual(
                VerdictKind.Promote,
                DecisionRules
                    .Decide(
                        Begin(Plan(3, rule))
                            .LookOn(7, Arm("v1.0", 100, 70), Arm("v1.1", 100, 71), Arm("v1.2", 100, 70), Arm("v1.3", 100, 40))
                    )
                    .Kind
            );
    }

    [Fact]
    public void TheSeedsRuleAsksForItsThresholdToo()
    {
        var strict = Plan(rule: DecisionRule.ChiSquare) with { WinnerThreshold = 0.999 };
        ArmFigures[] arms = [Arm("v1.0", 200, 130), Arm("v1.1", 200, 155)];
        Assert.Equal(VerdictKind.Promote, DecisionRules.Decide(Begin(Plan(rule: DecisionRule.ChiSquare)).LookOn(7, arms)).Kind);
        Assert.Equal(VerdictKind.Continue, DecisionRules.Decide(Begin(strict).LookOn(7, arms)).Kind);
    }

    [Fact]
    public void BoundariesFallFromLookToLookAndShareTheLevelByHolm()
    {
        var experiment = Begin(Plan(2));
        var quarter = experiment.RequiredPerArm / 4;
        var boundaries = new List<double>();
        for (var look = 1; look <= 4; look++)
        {
            var n = look * quarter;
            experiment = experiment.LookOn(7 * look, Arm("v1.0", n, n / 2), Arm("v1.1", n, n / 2), Arm("v1.2", n, n / 2));
            boundaries.Add(DecisionRules.Decide(experiment).Challengers[0].Boundary!.Value);
        }

        Assert.Equal(boundaries.OrderDescending(), boundaries);
        // One-sided 0.025 each: the published boundaries for four looks at two-sided 0.05.
        Assert.Equal([4.3326, 2.9631, 2.3590, 2.0141], boundaries.Select(one => Math.Round(one, 4)), (a, b) => Math.Abs(a - b) < 0.02);

        // z = 1.98 alone does not cross 2.014; beside a challenger that has crossed it is tested at the whole level.
        var last = experiment with
        {
            Looks = experiment.Looks.RemoveAt(3),
        };
        var full = 4 * quarter;
        var half = full / 2;
        var z198 = half + (long)(1.98 * Math.Sqrt(full / 2.0));
        var z300 = half + (long)(3.2 * Math.Sqrt(full / 2.0));
        Assert.Equal(
            [false, false],
            DecisionRules
                .Decide(last.LookOn(28, Arm("v1.0", full, half), Arm("v1.1", full, z198), Arm("v1.2", full, half)))
                .Challengers.Select(one => one.IsBetter)
        );
        Assert.Equal(
            [true, true],
            DecisionRules
                .Decide(last.LookOn(28, Arm("v1.0", full, half), Arm("v1.1", full, z198), Arm("v1.2", full, z300)))
                .Challengers.Select(one => one.IsBetter)
        );
    }

    [Fact]
    public void ALookWithoutNewInformationIsNone()
    {
        var experiment = Begin(Plan()).LookOn(7, Arm("v1.0", 200, 100), Arm("v1.1", 200, 101));
        Assert.Equal(VerdictKind.Continue, DecisionRules.Decide(experiment).Kind);
        // One vote more is no look of its own, whatever late votes did to the rates.
        var late = DecisionRules.Decide(experiment.LookOn(14, Arm("v1.0", 200, 100), Arm("v1.1", 201, 190)));
        Assert.Equal((VerdictKind.Continue, null), (late.Kind, late.Challengers[0].Boundary));
        Assert.Equal(VerdictKind.Promote, DecisionRules.Decide(experiment.LookOn(14, Arm("v1.0", 220, 110), Arm("v1.1", 220, 205))).Kind);
    }

    [Fact]
    public void ADecisionCanBeReplayedFromItsRecord()
    {
        var experiment = Begin(Plan(2))
            .LookOn(7, Arm("v1.0", 150, 105), Arm("v1.1", 148, 104), Arm("v1.2", 151, 112))
            .LookOn(14, Arm("v1.0", 320, 220), Arm("v1.1", 315, 221), Arm("v1.2", 318, 262))
            .LookOn(21, Arm("v1.0", 940, 650), Arm("v1.1", 930, 648), Arm("v1.2", 936, 780));
        var first = DecisionRules.Decide(experiment);
        var json = System.Text.Json.JsonSerializer.Serialize(experiment);
        var replayed = DecisionRules.Decide(System.Text.Json.JsonSerializer.Deserialize<Experiment>(json)!);
        Assert.Equal((first.Kind, first.Winner, first.Reason), (replayed.Kind, replayed.Winner, replayed.Reason));
        Assert.Equal(first.Challengers.AsEnumerable(), replayed.Challengers);
        Assert.Equal(VerdictKind.Promote, first.Kind);
    }

    [Fact]
    public void StarsAreComparedByTheLargerOfOwnAndPooledVariance()
    {
        var plan = Plan() with { Metric = SuccessMetric.AvgRating, MinimumDetectableEffect = 0.3 };
        // 400 ratings of 3.0 and of 3.6, standard deviation 1 each: z = 0.6 / √(2/400) = 8.5, of both together 1.04: 8.1.
        var verdict = DecisionRules.Decide(
            Begin(plan).LookOn(7, Arm("v1.0", 400, 200, 400, 1200, 4000), Arm("v1.1", 400, 350, 400, 1440, 5584))
        );
        Assert.Equal(VerdictKind.Promote, verdict.Kind);
        Assert.InRange(verdict.Challengers[0].Z, 8.0, 8.2);
        Assert.Equal(0.6, verdict.Challengers[0].Difference!.Value, 9);
    }

    [Fact]
    public void ClearlyWorseArmsAreThoseWhoseWholeSequenceIsBelow()
    {
        var experiment = Begin(Plan(3));
        Assert.Equal(
            "v1.3",
            Assert.Single(
                DecisionRules.ClearlyWorse(
                    experiment,
                    [Arm("v1.0", 300, 210), Arm("v1.1", 300, 205), Arm("v1.2", 300, 240), Arm("v1.3", 300, 120)]
                )
            )
        );
        Assert.Empty(
            DecisionRules.ClearlyWorse(experiment, [Arm("v1.0", 15, 15), Arm("v1.1", 15, 0), Arm("v1.2", 15, 15), Arm("v1.3", 15, 15)])
        );
        Assert.Empty(
            DecisionRules.ClearlyWorse(
                experiment with
                {
                    Dropped = ["v1.3"],
                },
                [Arm("v1.0", 300, 210), Arm("v1.1", 300, 205), Arm("v1.2", 300, 240), Arm("v1.3", 300, 120)]
            )
        );
    }

    [Fact]
    public void APromotionThatTurnsOutWorseIsFound()
    {
        Assert.Equal(HoldoutVerdictKind.Open, Decide(Arm("v1.0", 80, 52), Arm("v1.1", 400, 250)).Kind);
        var worse = Decide(Arm("v1.0", 100, 75), Arm("v1.1", 500, 200));
        Assert.Equal(HoldoutVerdictKind.Worse, worse.Kind);
        Assert.Contains("less, certain", worse.Reason);
        Assert.Equal(HoldoutVerdictKind.Stands, Decide(Arm("v1.0", 800, 500), Arm("v1.1", 1500, 1100)).Kind);
        Assert.Equal(HoldoutVerdictKind.Open, Decide(Arm("v1.0", 0, 0), Arm("v1.1", 1500, 0)).Kind);

        static HoldoutVerdict Decide(ArmFigures former, ArmFigures present) => HoldoutRule.Decide(former, present, days: 14, limitDays: 28);
    }

    [Fact]
    public void WhereOnlyWhoVotesDiffersNothingIsPromoted()
    {
        // Of 2 000 explanations each, 420 readers are pleased. The challenger's displeased ones vote half as often.
        var experiment = Begin(Plan());
        var (champion, challenger) = (Observed(2000, 600, 420), Observed(2000, 510, 420));
        var verdict = DecisionRules.Decide(experiment.LookOn(14, champion with { Version = "v1.0" }, challenger with { Version = "v1.1" }));
        Assert.Equal((true, false), (verdict.Challengers[0].IsBetter, verdict.Challengers[0].IsConfirmed));
        Assert.Equal(VerdictKind.Continue, verdict.Kind);
        Assert.Contains("liked better by those who vote", verdict.Reason);
        // With the sample, and the explanations that a confirmation needs, it is over.
        var (all, answers) = (2 * PositivesPerExplanation.Required(experiment), 4 * experiment.RequiredPerArm);
        var over = DecisionRules.Decide(
            experiment.LookOn(
                14,
                Observed(all, answers, answers * 70 / 100) with
                {
                    Version = "v1.0",
                },
                Observed(all, answers * 85 / 100, answers * 70 / 100) with
                {
                    Version = "v1.1",
                }
            )
        );
        Assert.Equal(VerdictKind.KeepChampion, over.Kind);
        Assert.Contains("who votes differs", over.Reason);
    }

    private static Observations Counted(long explanations, long answers, long positive) =>
        new(explanations, answers, positive, positive, 0, 0, 0, positive, positive, 0);

    private static ArmFigures Observed(long explanations, long answers, long positive) =>
        Arm("", answers, positive) with
        {
            Explanations = explanations,
            Observed = Counted(explanations, answers, positive),
        };
}
