using System.Globalization;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using LearningActors.Statistics;

namespace LearningActors.AlgorithmChanges;

/// <summary>Compares the four weeks after a change with the four before.</summary>
/// <remarks>
/// Days before the change count where the recommendation says the version before, or none; days from it on where it says the new
/// one, or none. There is one look, when the four weeks are over: before, figures are shown and nothing is suggested. What happened in the
/// same week goes together, so that weeks are compared and not matches. It speaks for rolling back where consent, or the P&amp;L of a
/// match, is lower at one-sided 0.05, shared over the two by Holm; for a modification where the pattern is seen still; else for keeping
/// it.
/// </remarks>
public static class Validation
{
    /// <summary>Days on either side.</summary>
    public const int Days = 28;

    private const double Level = 0.05;

    /// <summary>Recommendations on either side without which nothing is said.</summary>
    private const int Fewest = 10;

    /// <summary>The first and the last day that are looked at.</summary>
    public static (DateOnly From, DateOnly Through) Span(DateOnly on) => (on.AddDays(-Days), on.AddDays(Days - 1));

    /// <summary>Compares.</summary>
    /// <param name="patternKey">The pattern for which it was changed.</param>
    /// <param name="made">The change.</param>
    /// <param name="matches">The matches of the <see cref="Span"/>.</param>
    /// <param name="today">The Pacific day.</param>
    public static ValidationReport Compare(
        string patternKey,
        Implementation made,
        IReadOnlyCollection<MatchedRecommendation> matches,
        DateOnly today
    )
    {
        var key = PatternKey.Parse(patternKey);
        var (from, through) = Span(made.On);
        var learnt = matches.Where(match => match.IsLearnt && match.Recommendation is not null).ToArray();
        var before = Of(learnt, made.VersionFrom, from, made.On.AddDays(-1));
        var after = Of(learnt, made.VersionTo, made.On, through);
        var (then, now) = (Window(key, before, from, made.On.AddDays(-1)), Window(key, after, made.On, through));
        var (worseConsent, worsePnl) = Shared(
            ClusteredRatio.SecondIsLower(WeeklyConsent(before, from), WeeklyConsent(after, made.On)),
            ClusteredRatio.SecondIsLower(WeeklyPnl(before, from), WeeklyPnl(after, made.On))
        );
        var remains = PatternDetection.Find(after).Any(pattern => pattern.Key == patternKey);
        var (suggested, because) =
            today > through
                ? Judge(then, now, worseConsent, worsePnl, remains)
                : (null, $"The four weeks end on {through:yyyy-MM-dd}; then they are looked at, once, week by week.");
        return new ValidationReport(then, now, today > through, worseConsent, worsePnl, remains, suggested, because);
    }

    private static (double? Consent, double? Pnl) Shared(double? consent, double? pnl) =>
        consent is { } one && pnl is { } other && Holm.Adjust([one, other]) is var adjusted ? (adjusted[0], adjusted[1]) : (consent, pnl);

    private static (ValidationOutcome?, string) Judge(
        ValidationWindow then,
        ValidationWindow now,
        double? worseConsent,
        double? worsePnl,
        bool remains
    )
    {
        if (then.Consent.N < Fewest || now.Consent.N < Fewest)
            return (
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{then.Consent.N} recommendations before and {now.Consent.N} after are too few to tell; "
                        + $"{Fewest} are needed on either side."
                )
            );
        if (worseConsent < Level)
            return (
                ValidationOutcome.RolledBack,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Consent fell from {then.Consent.Rate:P0} to {now.Consent.Rate:P0}, week by week (p = {worseConsent:0.###})."
                )
            );
        if (worsePnl < Level)
            return (
                ValidationOutcome.RolledBack,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The P&L of a match fell from {then.PnlPerMatch.Mean:0.00} to {now.PnlPerMatch.Mean:0.00} USD, week by week "
                        + $"(p = {worsePnl:0.###})."
                )
            );
        return remains
            ? (
                ValidationOutcome.Modified,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The pattern is seen still: {now.Measure.Mean:0.##} over {now.Measure.N} matches."
                )
            )
            : (
                ValidationOutcome.Kept,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The pattern is gone, and consent went from {then.Consent.Rate:P0} to {now.Consent.Rate:P0}."
                )
            );
    }

    private static MatchedRecommendation[] Of(
        IEnumerable<MatchedRecommendation> matches,
        string version,
        DateOnly from,
        DateOnly through
    ) =>
        [
            .. matches.Where(match =>
                match.Record.Day >= from
                && match.Record.Day <= through
                && (match.Recommendation!.AlgorithmVersion is not { } said || said == version)
            ),
        ];

    private static IEnumerable<(double Total, long N)> WeeklyConsent(MatchedRecommendation[] matches, DateOnly from) =>
        Weeks(matches.Where(match => match.IsDecided), from)
            .Select(week => ((double)week.Count(match => match.Kind == MatchKind.Consent), (long)week.Count()));

    private static IEnumerable<(double Total, long N)> WeeklyPnl(MatchedRecommendation[] matches, DateOnly from) =>
        Weeks(matches.Where(match => match.EndedPnl is not null), from)
            .Select(week => ((double)week.Sum(match => match.EndedPnl!.Value), (long)week.Count()));

    private static IEnumerable<IGrouping<int, MatchedRecommendation>> Weeks(IEnumerable<MatchedRecommendation> matches, DateOnly from) =>
        matches.GroupBy(match => (match.Record.Day.DayNumber - from.DayNumber) / 7);

    private static ValidationWindow Window(PatternKey key, MatchedRecommendation[] matches, DateOnly from, DateOnly through)
    {
        MatchedRecommendation[] decided = [.. matches.Where(match => match.IsDecided)];
        return new ValidationWindow(
            from,
            through,
            WilsonInterval.Proportion(decided.Count(match => match.Kind == MatchKind.Consent), decided.Length),
            PatternDetection.Estimate(key.Kind, PatternDetection.Measure(key, matches)),
            MeanInterval.Of(Pnl(matches)),
            MatchPnl.Total(matches)
        );
    }

    private static double[] Pnl(MatchedRecommendation[] matches) =>
        [.. matches.Select(match => match.EndedPnl).OfType<decimal>().Select(pnl => (double)pnl)];
}
