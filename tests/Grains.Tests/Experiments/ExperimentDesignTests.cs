using System.Collections.Immutable;
using LearningActors.Experiments;
using static LearningActors.Tests.Experiments.SimpleExperiment;

namespace LearningActors.Tests.Experiments;

/// <summary>Plans, days that count, guardrails and the sample ratio.</summary>
public sealed class ExperimentDesignTests
{
    private static readonly HashSet<string> s_known = ["v1.0", "v1.1", "v1.2", "v1.3", "v1.4"];

    public static TheoryData<ExperimentRefusalKind, string, Func<ExperimentPlan, ExperimentPlan>> BadPlans =>
        new()
        {
            { ExperimentRefusalKind.TrafficSplit, "add up to 1.1", plan => plan with { Arms = [new("v1.0", 0.5), new("v1.1", 0.6)] } },
            { ExperimentRefusalKind.TrafficSplit, "add up to 0.5", plan => plan with { Arms = [new("v1.0", 0.25), new("v1.1", 0.25)] } },
            { ExperimentRefusalKind.TrafficSplit, "'v9.9' is unknown", plan => plan with { Arms = [new("v1.0", 0.5), new("v9.9", 0.5)] } },
            { ExperimentRefusalKind.TrafficSplit, "'v1.4' is archived", plan => plan with { Arms = [new("v1.0", 0.5), new("v1.4", 0.5)] } },
            {
                ExperimentRefusalKind.TrafficSplit,
                "champion v1.0 must be",
                plan => plan with { Arms = [new("v1.1", 0.5), new("v1.2", 0.5)] }
            },
            { ExperimentRefusalKind.TrafficSplit, "named twice", plan => plan with { Arms = [new("v1.0", 0.5), new("v1.0", 0.5)] } },
            { ExperimentRefusalKind.TrafficSplit, "2 to 10 arms", plan => plan with { Arms = [new("v1.0", 1)] } },
            { ExperimentRefusalKind.TrafficSplit, "more than 0", plan => plan with { Arms = [new("v1.0", 1), new("v1.1", 0)] } },
            { ExperimentRefusalKind.TrafficSplit, "more than 0", plan => plan with { Arms = [new("v1.0", double.NaN), new("v1.1", 0.5)] } },
            { ExperimentRefusalKind.Duration, "7 to 365", plan => plan with { MinDurationDays = 6 } },
            { ExperimentRefusalKind.WinnerThreshold, "from 0 to 0.9999", plan => plan with { WinnerThreshold = 1 } },
            { ExperimentRefusalKind.Power, "0.5 to 0.999", plan => plan with { Power = double.NaN } },
            { ExperimentRefusalKind.Effect, "0.005 to 0.5", plan => plan with { MinimumDetectableEffect = 0 } },
            { ExperimentRefusalKind.Effect, "stars", plan => plan with { Metric = SuccessMetric.AvgRating, MinimumDetectableEffect = 5 } },
        };

    [Theory]
    [MemberData(nameof(BadPlans))]
    public void APlanThatCannotBeCarriedOutSaysWhatIsWrong(
        ExperimentRefusalKind kind,
        string why,
        Func<ExperimentPlan, ExperimentPlan> spoil
    )
    {
        var refusal = ExperimentPlanning.Check(spoil(Plan()), "v1.0", s_known, new HashSet<string> { "v1.4" });
        Assert.Equal(kind, refusal!.Kind);
        Assert.Contains(why, refusal.Reason);
        Assert.Null(ExperimentPlanning.Check(Plan(), "v1.0", s_known, new HashSet<string>()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void AChampionThatPleasesEverybodyOrNobodyCanBePlannedAgainst(int positive)
    {
        var experiment = ExperimentPlanning.Begin("BUY-1", Plan(), Arm("v1.0", 1000, positive), Start);
        Assert.InRange(experiment.BaseLine, 0.001, 0.999);
        Assert.InRange(experiment.RequiredPerArm, 1, 100_000_000);
        Assert.InRange(experiment.RequiredExplanations!.Value, 1, 1_000_000_000);
    }

    [Fact]
    public void TheSampleSizeFollowsFromTheChampionsOwnRate()
    {
        // One-sided 0.05/3, power 0.95, 0.70 against 0.80, by Fleiss' formula without continuity correction: 527 for each arm, and 5 % for
        // the looks.
        Assert.InRange(Begin(Plan(3)).RequiredPerArm, 545, 560);
        Assert.Equal(0.7, Begin(Plan(3)).BaseLine);
        // Too few votes to tell: the usual rate.
        var unknown = ExperimentPlanning.Begin("BUY-1", Plan(), Arm("v1.0", 10, 1), Start);
        Assert.Equal(0.7, unknown.BaseLine);
        Assert.True(Begin(Plan(), 0.999).RequiredPerArm > 0);
    }

    [Fact]
    public void TheChampionIsTheFirstArm()
    {
        var plan = Plan() with { Arms = [new("v1.1", 0.3), new("v1.0", 0.7)] };
        var experiment = Begin(ExperimentPlanning.WithChampionFirst(plan, "v1.0"));
        Assert.Equal(["v1.0", "v1.1"], experiment.Plan.Arms.Select(arm => arm.Version));
        Assert.Equal([0.7, 0.3], experiment.Segments[0].Shares.AsEnumerable());
    }

    [Fact]
    public void OnlyWholeDaysOfOneSplitCount()
    {
        // It starts on day 0, an arm is dropped on day 3, it is paused on day 5 and goes on from day 8.
        ImmutableArray<double> four = [0.25, 0.25, 0.25, 0.25];
        var three = Segments.Without(four, 2);
        Assert.Equal([1 / 3.0, 1 / 3.0, 0, 1 / 3.0], three, (a, b) => Math.Abs(a - b) < 1e-12);
        var segments = Segments.Change([], Day(0), four);
        segments = Segments.Change(segments, Day(3), three);
        segments = Segments.Close(segments, Day(5));
        Assert.Null(Segments.Present(segments));
        segments = Segments.Change(segments, Day(8), three);
        Assert.Equal(three, Segments.Present(segments)!.Value);
        Assert.Equal([1, 2, 4, 9, 10], Enumerable.Range(0, 11).Where(day => Segments.Of(segments, Day(day)) is not null));
        // Two changes on one day leave nothing of the first.
        var twice = Segments.Change(Segments.Change([], Day(0), four), Day(0), three);
        Assert.Equal(new Segment(Day(1), null, three), Assert.Single(twice));
    }

    [Fact]
    public void TheSampleRatioIsJudgedForEachSplitByItself()
    {
        var experiment = Begin(Plan());
        experiment = experiment with { Segments = Segments.Change(Segments.Change([], Day(0), [0.5, 0.5]), Day(10), [0.8, 0.2]) };
        // Day 10, on which the split changed, counts for neither.
        ArmDay[] days =
        [
            Served(5, "v1.0", 1000),
            Served(5, "v1.1", 1005),
            Served(10, "v1.0", 5000),
            Served(12, "v1.0", 1600),
            Served(12, "v1.1", 400),
        ];
        Assert.True(ArmDays.SampleRatio(experiment, days, Day(20)).PValue > 0.9);
        Assert.True(ArmDays.SampleRatio(experiment, [.. days, Served(13, "v1.0", 900), Served(13, "v1.1", 600)], Day(20)).PValue < 0.001);
    }

    [Fact]
    public void AUnitCountsOnceHoweverOftenItIsExplainedTo()
    {
        var experiment = Begin(Plan());
        experiment = experiment with { Segments = Segments.Change([], Day(0), [0.5, 0.5]) };
        ArmDay[] days = [Served(5, "v1.0", 1400) with { Repeated = 400 }, Served(5, "v1.1", 1005) with { MultipleExposures = 3 }];
        var ratio = ArmDays.SampleRatio(experiment, days, Day(20));
        Assert.Equal((false, 2005, 3), (ratio.IsMismatch, ratio.Units, ratio.MultipleExposures));
        Assert.True(ArmDays.SampleRatio(experiment, [days[0] with { Repeated = 0 }, days[1]], Day(20)).IsMismatch);
    }

    [Fact]
    public void SideEffectsBeyondTheirLimitsAreNamed()
    {
        var champion = new ArmFigures("v1.0", 1000, 300, 300, 200, 0, 0, 0, 10, 1.00m, 500_000);
        Assert.Empty(ArmGuardrails.Violations(champion, champion with { Version = "v1.1" }, new GuardrailLimits()));
        var bad = new ArmFigures("v1.1", 1000, 150, 150, 140, 0, 0, 0, 120, 2.10m, 900_000);
        var violations = ArmGuardrails.Violations(champion, bad, new GuardrailLimits());
        Assert.Equal(4, violations.Length);
        Assert.Contains("cost per explanation 2.10 times", violations[0]);
        Assert.Contains("latency 1.80 times", violations[1]);
        Assert.Contains("fallback rate 12.0 %", violations[2]);
        Assert.Contains("feedback rate 15.0 %", violations[3]);
        Assert.Empty(ArmGuardrails.Violations(champion with { Explanations = 30 }, bad, new GuardrailLimits()));
    }

    [Fact]
    public void TheReportHoldsEverythingThatIsAskedFor()
    {
        var experiment = Begin(Plan(2));
        var days = Enumerable
            .Range(1, 10)
            .SelectMany(day =>
                new[] { ("v1.0", 14), ("v1.1", 15), ("v1.2", 17) }.Select(arm => new ArmDay(
                    Day(day),
                    arm.Item1,
                    new Analysis.Tally(60, 5, 1, 20, 20, arm.Item2, 20, 76, 300, 0.06m, 42_000)
                ))
            )
            .ToArray();
        var report = ExperimentReporting.Make(experiment, days, Start.AddDays(11));
        Assert.Equal(["v1.0", "v1.1", "v1.2"], report.Arms.Select(arm => arm.Version));
        Assert.Equal(
            (600, 200, 140),
            (report.Arms[0].Summary.Explanations, report.Arms[0].Summary.Positive.N, report.Arms[0].Summary.Positive.Count)
        );
        Assert.Equal(0.001m, report.Arms[0].CostPerExplanationUsd);
        Assert.Equal(700, report.Arms[0].Summary.LatencyMs);
        Assert.Equal(2, report.Omnibus!.DegreesOfFreedom);
        Assert.True(report.Omnibus.PValue < 0.01);
        Assert.True(report.Omnibus.CramersVCorrected < report.Omnibus.CramersV);
        // The highest rate, and no evidence: it is no candidate before the rule would promote it.
        Assert.Null(report.WinnerCandidate);
        Assert.All(report.Challengers, one => Assert.Equal((0, 1 - one.PValue), (one.Looks, one.Confidence)));
        Assert.InRange(report.Challengers[1].ChanceToWin!.Value, 0.9, 1);
        Assert.InRange(report.Challengers[1].ExpectedLoss!.Value, 0, 0.01);
        Assert.False(report.SampleRatio.IsMismatch);
        Assert.Equal(0.15, report.Challengers[1].Difference!.Value, 9);
        // 20 votes a day for each arm, of which those of five days are observed: so many days are missing, rounded up.
        Assert.Equal(Day(11).AddDays((int)Math.Ceiling((experiment.RequiredPerArm - 100) / 20.0)), report.ExpectedEnd);
        Assert.Null(ExperimentReporting.Make(experiment, [], Start.AddDays(3)).ExpectedEnd);
        Assert.Null(ExperimentReporting.Make(experiment, [], Start.AddDays(3)).WinnerCandidate);
    }
}
