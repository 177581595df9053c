using System.Collections.Immutable;
using LearningActors.Analysis;
using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>The sums of a prompt version on one UTC day.</summary>
public sealed record ArmDay(DateOnly Day, string Version, Tally Tally);

/// <summary>What follows from the days of an experiment's arms.</summary>
internal static class ArmDays
{
    /// <summary>The sums of each version over the given days, in the order of the versions.</summary>
    internal static ImmutableArray<ArmFigures> Sum(IEnumerable<ArmDay> days, IEnumerable<string> versions, Func<DateOnly, bool> counts)
    {
        var byVersion = days.Where(day => counts(day.Day)).ToLookup(day => day.Version, day => day.Tally);
        return [.. versions.Select(version => Figures(version, Tally.Sum(byVersion[version])))];
    }

    /// <summary>The sums over the days that count for the experiment, up to a day.</summary>
    internal static ImmutableArray<ArmFigures> Sum(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateOnly through) =>
        Sum(
            days,
            experiment.Plan.Arms.Select(arm => arm.Version),
            day => day <= through && Segments.Of(experiment.Segments, day) is not null
        );

    /// <summary>
    /// The p-value, valid at every look, that units fell as the split said: the Bayes factors of segments, whose splits differ,
    /// multiply.
    /// </summary>
    internal static double SampleRatioPValue(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateOnly through)
    {
        var factor = 1.0;
        for (var i = 0; i < experiment.Segments.Length; i++)
        {
            var segment = experiment.Segments[i];
            var sums = Sum(
                days,
                experiment.Plan.Arms.Select(arm => arm.Version),
                day => day <= through && Segments.Of(experiment.Segments, day) == i
            );
            // An arm that is out may still be served from a stale snapshot for some seconds; it is left out.
            var inPlay = Enumerable.Range(0, sums.Length).Where(arm => segment.Shares[arm] > 0).ToArray();
            if (inPlay.Length > 1)
                factor *= SampleRatioMismatch.BayesFactor(
                    [.. inPlay.Select(arm => sums[arm].Explanations)],
                    [.. inPlay.Select(arm => segment.Shares[arm])]
                );
        }

        return Math.Min(1, 1 / factor);
    }

    internal static Tally ToTally(this ArmFigures arm) =>
        new(
            arm.Explanations,
            0,
            arm.Fallbacks,
            arm.Rated,
            arm.Votes,
            arm.Positive,
            arm.Ratings,
            arm.RatingSum,
            arm.RatingSquareSum,
            arm.CostUsd,
            arm.LatencyMsSum
        );

    private static ArmFigures Figures(string version, Tally tally) =>
        new(
            version,
            tally.Explanations,
            tally.Rated,
            tally.Votes,
            tally.Positive,
            tally.Ratings,
            tally.RatingSum,
            tally.RatingSquareSum,
            tally.Fallbacks,
            tally.CostUsd,
            tally.LatencyMsSum
        );
}
