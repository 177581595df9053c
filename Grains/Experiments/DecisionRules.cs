using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>What an experiment's looks lead to. A decision follows from the experiment alone, so that it can be replayed.</summary>
public static class DecisionRules
{
    /// <summary>The one-sided level that the challengers of an experiment share, where it has no other.</summary>
    public const double Level = 0.05;

    /// <summary>Conditional power below which going on is futile.</summary>
    internal const double FutilePower = 0.1;

    /// <summary>Applies the experiment's rule to its looks; the last one is now.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="withBoundaries">Whether to compute the boundaries that are not needed to decide; they take the longest.</param>
    /// <exception cref="ArgumentException">There was no look.</exception>
    public static Verdict Decide(Experiment experiment, bool withBoundaries = true)
    {
        if (experiment.Looks.IsEmpty)
            throw new ArgumentException("There was no look to decide by.", nameof(experiment));
        return RelativeLift.Require(
            experiment,
            experiment.Plan.Rule switch
            {
                DecisionRule.ChiSquare => ChiSquareRule.Decide(experiment),
                DecisionRule.Anytime => AnytimeRule.Decide(experiment),
                DecisionRule.GroupSequential => GroupSequentialRule.Decide(experiment, withBoundaries),
                _ => throw new ArgumentOutOfRangeException(nameof(experiment), experiment.Plan.Rule, "Not a rule."),
            }
        );
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
                        var posterior = Metric.Posterior(arms[0], arm, metric);
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
                            IsBetter: false,
                            IsConfirmed: false,
                            1 - p[i],
                            experiment.Looks.Length,
                            posterior?.ChanceToWin,
                            posterior?.ExpectedLoss
                        );
                    }
                ),
        ];
    }

    /// <summary>
    /// Challengers whose whole confidence sequence, shared over the challengers, lies below the champion, and who get no more positive
    /// votes per explanation either.
    /// </summary>
    public static ImmutableArray<string> ClearlyWorse(Experiment experiment, ImmutableArray<ArmFigures> arms) =>
        [
            .. arms.Skip(1)
                .Where(arm =>
                    !experiment.Dropped.Contains(arm.Version)
                    && Metric.Sequence(arms[0], arm, experiment.Plan.Metric, SequenceLevel(experiment), Tightest(experiment))
                        is { Upper: < 0 }
                    && PositivesPerExplanation.Z(arms[0], arm) < 0
                )
                .Select(arm => arm.Version),
        ];

    /// <summary>The one-sided level that the challengers share.</summary>
    internal static double LevelOf(Experiment experiment) => experiment.Level ?? Level;

    /// <summary>The one-sided level of a single comparison at the planned end that asks for as much as the rule does there.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="level">The level that its challengers share.</param>
    internal static double LevelAtEnd(ExperimentPlan plan, double level)
    {
        var part = level / (plan.Arms.Length - 1);
        return plan.Rule == DecisionRule.Anytime ? Normal.CDF(0, 1, -ConfidenceSequence.Critical(2 * part)) : part;
    }

    /// <summary>Why none of the challengers can be expected to be found better any more; null where one can.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="challengers">For each in play its standardised difference and its part of the planned information.</param>
    internal static string? WhyFutile(Experiment experiment, IEnumerable<(double Z, double Fraction)> challengers)
    {
        var level = LevelAtEnd(experiment.Plan, LevelOf(experiment));
        var highest = challengers
            .Select(one => ConditionalPower.Of(one.Z, one.Fraction, level, experiment.Plan.Power))
            .DefaultIfEmpty(1)
            .Max();
        return highest < FutilePower
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"After what was seen, the probability to find a challenger better that is so by "
                    + $"{experiment.DetectableEffect ?? experiment.Plan.MinimumDetectableEffect:0.###} is {highest:P0}."
            )
            : null;
    }

    /// <summary>Information of a comparison over the planned one.</summary>
    internal static double Fraction(long champion, long challenger, long required) =>
        champion == 0 || challenger == 0 ? 0 : 2 / ((1.0 / champion) + (1.0 / challenger)) / required;

    /// <summary>The two-sided level of a sequence whose one side has an equal part of the experiment's level.</summary>
    internal static double SequenceLevel(Experiment experiment) => 2 * LevelOf(experiment) / (experiment.Plan.Arms.Length - 1);

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
        var days = DaysAtLook(experiment);
        return days < experiment.Plan.MinDurationDays ? $"It has run {days} of at least {experiment.Plan.MinDurationDays} days." : null;
    }

    /// <summary>Why it ends without a promotion; null where it goes on.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="better">Challengers whose share is better, and whose positive votes per explanation are not known to be.</param>
    internal static string? WhyOver(Experiment experiment, IReadOnlyCollection<int> better)
    {
        if (Challengers(experiment).Length == 0)
            return "Every challenger was clearly worse than the champion.";
        if (SampleIsComplete(experiment))
        {
            if (better.Count == 0)
                return $"Each arm has the planned {experiment.RequiredPerArm} and no challenger is better.";
            var arms = experiment.Looks[^1].Arms;
            if (better.Append(0).All(i => PositivesPerExplanation.Sums(arms[i]).N >= PositivesPerExplanation.Required(experiment)))
                return $"{Names(arms, better)} is liked better by those who vote, but has no more positive votes per explanation: "
                    + "who votes differs between the arms.";
        }

        return DaysAtLook(experiment) >= MaxDays(experiment)
            ? $"It has run its {MaxDays(experiment)} days, and no challenger was found better."
            : null;
    }

    /// <summary>Days after which it ends.</summary>
    internal static int MaxDays(Experiment experiment) => experiment.Plan.MaxDurationDays ?? PlanLimits.UsualMaxDurationDays;

    /// <summary>Why it goes on, a sentence.</summary>
    internal static string WhyNotYet(ImmutableArray<ArmFigures> arms, IReadOnlyCollection<int> better) =>
        better.Count == 0
            ? "No challenger is found better yet."
            : $"{Names(arms, better)} is liked better by those who vote; its positive votes per explanation are not yet enough to tell.";

    private static string Names(ImmutableArray<ArmFigures> arms, IEnumerable<int> which) =>
        string.Join(", ", which.Order().Select(i => arms[i].Version));

    /// <summary>UTC days from its start to its last look.</summary>
    internal static int DaysAtLook(Experiment experiment) =>
        DateOnly.FromDateTime(experiment.Looks[^1].At.UtcDateTime).DayNumber
        - DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime).DayNumber;
}
