using System.Collections.Immutable;
using LearningActors.Statistics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>What an experiment's looks lead to. A decision follows from the experiment alone, so that it can be replayed.</summary>
public static class DecisionRules
{
    /// <summary>The one-sided level that the challengers of an experiment share.</summary>
    public const double Level = 0.05;

    /// <summary>Applies the experiment's rule to its looks; the last one is now.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="withBoundaries">Whether to compute the boundaries that are not needed to decide; they take the longest.</param>
    /// <exception cref="ArgumentException">There was no look.</exception>
    public static Verdict Decide(Experiment experiment, bool withBoundaries = true)
    {
        if (experiment.Looks.IsEmpty)
            throw new ArgumentException("There was no look to decide by.", nameof(experiment));
        return experiment.Plan.Rule switch
        {
            DecisionRule.ChiSquare => ChiSquareRule.Decide(experiment),
            DecisionRule.Anytime => AnytimeRule.Decide(experiment),
            DecisionRule.GroupSequential => GroupSequentialRule.Decide(experiment, withBoundaries),
            _ => throw new ArgumentOutOfRangeException(nameof(experiment), experiment.Plan.Rule, "Not a rule."),
        };
    }

    /// <summary>Each challenger against the champion, with the live interval that is valid at every look.</summary>
    internal static ImmutableArray<Comparison> Compare(Experiment experiment, ImmutableArray<ArmFigures> arms)
    {
        if (arms.Length < 2)
            return [];
        var metric = experiment.Plan.Metric;
        var z = arms.Skip(1).Select(arm => Metric.Z(arms[0], arm, metric)).ToArray();
        var p = z.Select(one => Normal.CDF(0, 1, -one)).ToArray();
        var adjusted = Holm.Adjust(p);
        return
        [
            .. arms.Skip(1)
                .Select(
                    (arm, i) =>
                    {
                        var sequence = Metric.Sequence(arms[0], arm, metric, Level, Tightest(experiment));
                        return new Comparison(
                            arm.Version,
                            arm.Mean(metric) - arms[0].Mean(metric),
                            sequence?.Lower,
                            sequence?.Upper,
                            z[i],
                            p[i],
                            adjusted[i],
                            null,
                            null,
                            IsBetter: false
                        );
                    }
                ),
        ];
    }

    /// <summary>Challengers whose whole confidence sequence, shared over the challengers, lies below the champion.</summary>
    public static ImmutableArray<string> ClearlyWorse(Experiment experiment, ImmutableArray<ArmFigures> arms) =>
        [
            .. arms.Skip(1)
                .Where(arm =>
                    !experiment.Dropped.Contains(arm.Version)
                    && Metric.Sequence(arms[0], arm, experiment.Plan.Metric, SequenceLevel(arms.Length - 1), Tightest(experiment))
                        is { Upper: < 0 }
                )
                .Select(arm => arm.Version),
        ];

    /// <summary>The two-sided level of a sequence whose one side has an equal part of <see cref="Level"/>.</summary>
    internal static double SequenceLevel(int challengers) => 2 * Level / challengers;

    /// <summary>Both arms' required sample: there the sequence is tightest.</summary>
    internal static double Tightest(Experiment experiment) => 2.0 * experiment.RequiredPerArm;

    /// <summary>The challengers still in play, by index into the arms.</summary>
    internal static int[] Challengers(Experiment experiment) =>
        [.. Enumerable.Range(1, experiment.Plan.Arms.Length - 1).Where(i => !experiment.Dropped.Contains(experiment.Plan.Arms[i].Version))];

    /// <summary>Every arm in play has the required sample.</summary>
    internal static bool SampleIsComplete(Experiment experiment)
    {
        var arms = experiment.Looks[^1].Arms;
        return Challengers(experiment).Append(0).All(i => arms[i].N(experiment.Plan.Metric) >= experiment.RequiredPerArm);
    }

    /// <summary>Why nothing is decided yet, a sentence; null from the minimal duration on. Days are counted by UTC dates.</summary>
    internal static string? WhyTooEarly(Experiment experiment)
    {
        var days =
            DateOnly.FromDateTime(experiment.Looks[^1].At.UtcDateTime).DayNumber
            - DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime).DayNumber;
        return days < experiment.Plan.MinDurationDays ? $"It has run {days} of at least {experiment.Plan.MinDurationDays} days." : null;
    }

    /// <summary>Why it ends: no challenger is in play any more, or every arm has its sample. Null where it goes on.</summary>
    internal static string? WhyOver(Experiment experiment) =>
        Challengers(experiment).Length == 0 ? "Every challenger was clearly worse than the champion."
        : SampleIsComplete(experiment) ? $"Each arm has the planned {experiment.RequiredPerArm} and no challenger is better."
        : null;
}
