using System.Collections.Immutable;
using LearningActors.Analysis;
using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>The sums of a prompt version on one UTC day.</summary>
/// <param name="Day">The day of the explanations.</param>
/// <param name="Version">The prompt version.</param>
/// <param name="Tally">Of all its explanations and votes.</param>
/// <param name="Observed">What experiments count of them; null in days that were stored before it was kept.</param>
/// <param name="Repeated">Explanations of units that were explained to before, in the same segment, by whichever arm.</param>
/// <param name="MultipleExposures">Units that came to a second arm of the segment.</param>
public sealed record ArmDay(
    DateOnly Day,
    string Version,
    Tally Tally,
    Observations? Observed = null,
    long Repeated = 0,
    long MultipleExposures = 0
)
{
    /// <summary>Units that were first explained to on the day, by this version; an explanation without a unit is one.</summary>
    internal long CountUnits() => Tally.Explanations - Repeated;
}

/// <summary>What follows from the days of an experiment's arms.</summary>
internal static class ArmDays
{
    /// <summary>The sums of each version over the given days, in the order of the versions.</summary>
    /// <param name="days">The days.</param>
    /// <param name="versions">The versions.</param>
    /// <param name="counts">Whether a day is in the sums.</param>
    /// <param name="observedThrough">The last day whose window for votes is over; later ones are not yet observed.</param>
    internal static ImmutableArray<ArmFigures> Sum(
        IEnumerable<ArmDay> days,
        IEnumerable<string> versions,
        Func<DateOnly, bool> counts,
        DateOnly observedThrough
    )
    {
        var byVersion = days.Where(day => counts(day.Day)).ToLookup(day => day.Version);
        return [.. versions.Select(version => Figures(version, [.. byVersion[version]], observedThrough))];
    }

    /// <summary>The sums over the days that count for the experiment, up to a day.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="days">Its days.</param>
    /// <param name="through">The last day that counts.</param>
    /// <param name="closed">The last day that is over, where the other is not.</param>
    internal static ImmutableArray<ArmFigures> Sum(
        Experiment experiment,
        IReadOnlyCollection<ArmDay> days,
        DateOnly through,
        DateOnly? closed = null
    ) =>
        Sum(
            days,
            experiment.Plan.Arms.Select(arm => arm.Version),
            day => day <= through && Segments.Of(experiment.Segments, day) is not null,
            ObservedThrough(closed ?? through, experiment.Plan.VoteWindowDays)
        );

    /// <summary>The last day whose explanations have had their whole window for votes.</summary>
    /// <param name="closed">The last day that is over.</param>
    /// <param name="voteWindowDays">The window.</param>
    internal static DateOnly ObservedThrough(DateOnly closed, int voteWindowDays) => closed.AddDays(-voteWindowDays);

    /// <summary>
    /// Whether units fell as the split said: the Bayes factors of segments, whose splits differ, multiply, and make a p-value that is valid
    /// at every look. A unit counts once in a segment, where it came first, however often it is explained to.
    /// </summary>
    internal static SampleRatioReport SampleRatio(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateOnly through)
    {
        var (factor, all, multiple) = (1.0, 0L, 0L);
        for (var i = 0; i < experiment.Segments.Length; i++)
        {
            var segment = experiment.Segments[i];
            var ofSegment = days.Where(day => day.Day <= through && Segments.Of(experiment.Segments, day.Day) == i).ToArray();
            long[] units =
            [
                .. experiment.Plan.Arms.Select(arm => ofSegment.Where(day => day.Version == arm.Version).Sum(day => day.CountUnits())),
            ];
            (all, multiple) = (all + units.Sum(), multiple + ofSegment.Sum(day => day.MultipleExposures));
            // An arm that is out may still be served from a stale snapshot for some seconds; it is left out.
            var inPlay = Enumerable.Range(0, units.Length).Where(arm => segment.Shares[arm] > 0).ToArray();
            if (inPlay.Length > 1)
                factor *= SampleRatioMismatch.BayesFactor(
                    [.. inPlay.Select(arm => units[arm])],
                    [.. inPlay.Select(arm => segment.Shares[arm])]
                );
        }

        var p = Math.Min(1, 1 / factor);
        return new SampleRatioReport(p, p < ExperimentReporting.SampleRatioLevel, all, multiple);
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

    private static ArmFigures Figures(string version, IReadOnlyCollection<ArmDay> days, DateOnly observedThrough)
    {
        var tally = Tally.Sum(days.Select(day => day.Tally));
        return new ArmFigures(
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
            tally.LatencyMsSum,
            days.Where(day => day.Day <= observedThrough)
                .Select(day => day.Observed ?? Metric.OfVotes(day.Tally))
                .Aggregate(Observations.None, (sum, day) => sum.Add(day))
        );
    }
}
