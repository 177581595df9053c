using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>Makes the report of an experiment from its days.</summary>
internal static class ExperimentReporting
{
    /// <summary>The level at which a mismatch of the sample ratio is found.</summary>
    internal const double SampleRatioLevel = 0.01;

    /// <summary>Days over which the coming rate of votes is estimated.</summary>
    private const int RateDays = 7;

    internal static ExperimentReport Make(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var arms = ArmDays.Sum(experiment, days, today, today.AddDays(-1));
        var shares = Shares(experiment);
        var verdict = Verdict(experiment, days, now);
        return new ExperimentReport(
            experiment,
            [
                .. arms.Select(
                    (arm, i) =>
                        new ArmReport(
                            arm.Version,
                            i == 0,
                            experiment.Dropped.Contains(arm.Version),
                            shares[i],
                            arm.ToTally().Summarise(),
                            arm.Explanations == 0 ? null : arm.CostUsd / arm.Explanations,
                            i == 0 ? [] : ArmGuardrails.Violations(arms[0], arm, experiment.Plan.Guardrails),
                            Counted(arm.Counted())
                        )
                ),
            ],
            Omnibus(arms),
            [.. verdict.Challengers.Select(one => one with { Looks = experiment.Looks.Length })],
            ArmDays.SampleRatio(experiment, days, today.AddDays(-1)),
            ExpectedEnd(experiment, days, arms, today),
            verdict.Kind == VerdictKind.Promote && ExperimentDecisions.WhyNotPromoted(experiment, verdict.Winner!, days, arms, now) is null
                ? verdict.Winner
                : null,
            now,
            LookResults(experiment)
        );
    }

    private static ImmutableArray<LookResult> LookResults(Experiment experiment)
    {
        var metric = experiment.Plan.Metric;
        var boundaries = experiment.Plan.Rule == DecisionRule.GroupSequential ? GroupSequentialRule.Course(experiment) : null;
        return
        [
            .. experiment.Looks.SelectMany(
                (look, at) =>
                    look
                        .Arms.Skip(1)
                        .Select(
                            (arm, i) =>
                                new LookResult(
                                    look.At,
                                    look.Through,
                                    arm.Version,
                                    arm.Mean(metric) - look.Arms[0].Mean(metric),
                                    Metric.Z(look.Arms[0], arm, metric),
                                    boundaries?[at][i].Fraction,
                                    boundaries?[at][i].Boundary,
                                    boundaries?[at][i].HasCrossed ?? false
                                )
                        )
            ),
        ];
    }

    /// <summary>Those of now, or of its last days; all units are the champion's while it is paused, and on its first day.</summary>
    private static ImmutableArray<double> Shares(Experiment experiment) =>
        experiment.Status == ExperimentStatus.Ended && !experiment.Segments.IsEmpty
            ? experiment.Segments[^1].Shares
            : Segments.Present(experiment.Segments) ?? [.. experiment.Plan.Arms.Select((_, i) => i == 0 ? 1.0 : 0.0)];

    private static OmnibusTest? Omnibus(ImmutableArray<ArmFigures> arms) =>
        ChiSquareRule.Omnibus(arms) is { } test
            ? new OmnibusTest(
                test.Statistic,
                test.DegreesOfFreedom,
                test.PValue,
                CramersV.Of(test),
                CramersV.BiasCorrected(test),
                test.Expected.Cast<double>().Min()
            )
            : null;

    private static CountedFeedback Counted(Observations counted) =>
        new(
            counted.Explanations,
            counted.Answers,
            counted.Answers == 0 ? null : counted.ShareSum / counted.Answers,
            counted.RatedAnswers == 0 ? null : counted.StarSum / counted.RatedAnswers,
            counted.Explanations == 0 ? null : counted.PositiveSum / counted.Explanations,
            counted.AnonymousVotes
        );

    /// <summary>What the rule would say at a look now; what it said last, where it has ended.</summary>
    private static Verdict Verdict(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateTimeOffset now)
    {
        var yesterday = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var look = new Look("now", now, yesterday, ArmDays.Sum(experiment, days, yesterday));
        return DecisionRules.Decide(
            experiment.Status == ExperimentStatus.Ended && !experiment.Looks.IsEmpty
                ? experiment
                : experiment with
                {
                    Looks = experiment.Looks.Add(look),
                }
        );
    }

    private static DateOnly? ExpectedEnd(
        Experiment experiment,
        IReadOnlyCollection<ArmDay> days,
        ImmutableArray<ArmFigures> arms,
        DateOnly today
    )
    {
        if (experiment.Status == ExperimentStatus.Ended)
            return null;
        var metric = experiment.Plan.Metric;
        var recent = ArmDays.Sum(
            days,
            arms.Select(arm => arm.Version),
            day => day < today && day >= today.AddDays(-RateDays),
            today.AddDays(-1)
        );
        var counted = days.Select(day => day.Day).Where(day => day < today && day >= today.AddDays(-RateDays)).Distinct().Count();
        var longest = 0.0;
        foreach (var i in DecisionRules.Challengers(experiment).Append(0))
        {
            var missing = experiment.RequiredPerArm - arms[i].N(metric);
            if (missing <= 0)
                continue;
            if (counted == 0 || recent[i].N(metric) == 0)
                return null;
            longest = Math.Max(longest, missing * counted / (double)recent[i].N(metric));
        }

        var earliest = DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime).AddDays(experiment.Plan.MinDurationDays);
        var end = longest > 3650 ? today.AddDays(3650) : today.AddDays((int)Math.Ceiling(longest));
        var latest = DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime).AddDays(DecisionRules.MaxDays(experiment));
        return end <= earliest ? earliest
            : end < latest ? end
            : latest;
    }
}
