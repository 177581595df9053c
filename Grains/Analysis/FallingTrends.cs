using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Finds series whose explanations please less in the last seven days than in the 28 before.</summary>
/// <remarks>
/// One-sided tests of two proportions, Holm over all series that were looked at: with nothing going on, a night raises an alert with a
/// probability of <see cref="Level"/> at most. A rated explanation counts once, however many votes it has, since votes on the same text
/// are no independent observations.
/// </remarks>
public static class FallingTrends
{
    /// <summary>The days that are looked at.</summary>
    public const int RecentDays = 7;

    /// <summary>The days before, which they are compared with.</summary>
    public const int EarlierDays = 28;

    /// <summary>The probability of any false alert in a night.</summary>
    public const double Level = 0.01;

    /// <summary>Rated explanations that a series needs in either time; below, the normal approximation says nothing.</summary>
    public const int MinRated = 30;

    /// <summary>The series that fell, the surest first.</summary>
    /// <param name="recent">The sums of the recent days.</param>
    /// <param name="earlier">The sums of the days before.</param>
    public static ImmutableArray<FallingTrend> Find(AnalyticsSums recent, AnalyticsSums earlier)
    {
        ArgumentNullException.ThrowIfNull(recent);
        ArgumentNullException.ThrowIfNull(earlier);
        (string Series, Tally Recent, Tally Earlier)[] series =
        [
            .. Pairs("signal", recent.BySignal, earlier.BySignal),
            .. Pairs("ticker", recent.ByTicker, earlier.ByTicker),
        ];
        var values = Holm.Adjust([.. series.Select(one => PValue(one.Recent, one.Earlier))]);
        return
        [
            .. series
                .Zip(values)
                .Where(one => one.Second <= Level)
                .OrderBy(one => one.Second)
                .Select(one => new FallingTrend(
                    one.First.Series,
                    one.First.Recent.Summarise().Positive,
                    one.First.Earlier.Summarise().Positive,
                    one.Second,
                    series.Length
                )),
        ];
    }

    private static IEnumerable<(string Series, Tally Recent, Tally Earlier)> Pairs(
        string kind,
        ImmutableArray<(string Name, Tally Tally)> recent,
        ImmutableArray<(string Name, Tally Tally)> earlier
    ) =>
        recent
            .Join(earlier, one => one.Name, other => other.Name, (one, other) => ($"{kind} {one.Name}", one.Tally, other.Tally))
            .Where(pair => pair.Item2.Rated >= MinRated && pair.Item3.Rated >= MinRated);

    /// <summary>The one-sided p-value of "no worse than before".</summary>
    private static double PValue(Tally recent, Tally earlier) =>
        TwoProportions.OneSidedPValue(PositiveOfRated(recent), recent.Rated, PositiveOfRated(earlier), earlier.Rated);

    private static long PositiveOfRated(Tally tally) => (long)Math.Round((double)tally.Positive / tally.Votes * tally.Rated);
}
