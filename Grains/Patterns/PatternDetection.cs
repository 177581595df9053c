using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Recommendations;
using LearningActors.Statistics;

namespace LearningActors.Patterns;

/// <summary>Finds in what ways people diverge from the recommendations.</summary>
/// <remarks>
/// Shifts need 3 matches, a mean beyond a bound and an interval on one side of zero. Low premiums need 3 rejections with a mean below a
/// bound, which paid less than what was followed, by one-sided rank sums; what was rejected for another reason, as somebody said, says
/// nothing of premiums. Symbols and hours are contrasts: the share that was rejected against that of all others of the same week, over
/// this week and those before (Mantel–Haenszel), Benjamini–Hochberg over the symbols, or the hours, that were looked at.
/// </remarks>
public static class PatternDetection
{
    private const int Fewest = 3;
    private const double HighLevel = 0.01;
    private const double PremiumLevel = 0.05;
    private const double DaysBound = 3;
    private const double StrikeBound = 2;

    /// <summary>Small, since each week looks again at most of the same matches.</summary>
    private const double FalseDiscoveryRate = 0.01;

    /// <summary>USD a share, as option prices are quoted; a contract is of 100.</summary>
    private const double LowPremium = 0.30;
    private const decimal SharesOfContract = 100;

    /// <summary>Weeks before one that its contrasts are controlled over.</summary>
    public const int WeeksBefore = 11;

    /// <summary>The patterns of matches, in the order of their kinds. What is excluded is left out.</summary>
    /// <param name="matches">The matches.</param>
    /// <param name="before">Those of the weeks before, over which contrasts are controlled.</param>
    public static ImmutableArray<Pattern> Find(
        IEnumerable<MatchedRecommendation> matches,
        IEnumerable<MatchedRecommendation>? before = null
    )
    {
        MatchedRecommendation[] learnt = [.. matches.Where(match => match.IsLearnt)];
        MatchedRecommendation[] all = [.. learnt, .. (before ?? []).Where(match => match.IsLearnt)];
        return
        [
            .. Shift(learnt, PatternKind.ExpirationShift, DaysBound, PatternDirection.Longer, PatternDirection.Shorter),
            .. Shift(learnt, PatternKind.StrikeShift, StrikeBound, PatternDirection.Higher, PatternDirection.Lower),
            .. RejectedLowPremium(learnt),
            .. Contrasts(learnt, all, PatternKind.SymbolPreference, match => match.Record.Symbol),
            .. Contrasts(learnt, all, PatternKind.TimeOfDay, Hour),
        ];
    }

    /// <summary>What a pattern measures among matches, whether it is one or not. What is excluded is left out.</summary>
    public static ImmutableArray<PatternMatch> Measure(PatternKey key, IEnumerable<MatchedRecommendation> matches)
    {
        var learnt = matches.Where(match => match.IsLearnt);
        return key.Kind switch
        {
            PatternKind.ExpirationShift => Values(
                learnt,
                match => match.Kind == MatchKind.Modify && match.Record.Match.DaysDifference is { } days and not 0 ? days : null
            ),
            PatternKind.StrikeShift => Values(
                learnt,
                match =>
                    match.Kind == MatchKind.Modify && match.Record.Match.StrikeDifference is { } strike and not 0 ? (double)strike : null
            ),
            PatternKind.RejectedLowPremium => Values(
                learnt.Where(match => match.Kind == MatchKind.Reject && match.Record.ReasonCode is null or ReasonCode.PremiumLow),
                Premium
            ),
            PatternKind.SymbolPreference => Rejections(learnt.Where(match => match.Record.Symbol == key.Subject)),
            _ => Rejections(learnt.Where(match => Hour(match) == key.Subject)),
        };
    }

    /// <summary>The mean and interval of what a pattern of this kind measures.</summary>
    public static Estimate Estimate(PatternKind kind, IReadOnlyCollection<PatternMatch> matches)
    {
        if (kind is not (PatternKind.SymbolPreference or PatternKind.TimeOfDay))
            return MeanInterval.Of([.. matches.Select(match => match.Value)]);
        var rate = WilsonInterval.Proportion(matches.Count(match => match.Value > 0), matches.Count);
        return new Estimate(matches.Count, rate.Rate, rate.Lower, rate.Upper);
    }

    /// <summary>
    /// How sure a pattern is over several weeks: a shift by the signs of all its values, another one where a week made it sure.
    /// </summary>
    /// <param name="kind">The pattern's kind.</param>
    /// <param name="matches">All matches behind it.</param>
    /// <param name="weeks">How sure each week made it.</param>
    public static PatternConfidence Confidence(
        PatternKind kind,
        IReadOnlyCollection<PatternMatch> matches,
        IEnumerable<PatternConfidence> weeks
    ) =>
        kind is PatternKind.ExpirationShift or PatternKind.StrikeShift
            ? Confidence(SignFlip.TwoSided([.. matches.Select(match => match.Value)]))
        : weeks.Contains(PatternConfidence.High) ? PatternConfidence.High
        : PatternConfidence.Medium;

    private static PatternConfidence Confidence(double p) => p <= HighLevel ? PatternConfidence.High : PatternConfidence.Medium;

    private static IEnumerable<Pattern> Shift(
        MatchedRecommendation[] learnt,
        PatternKind kind,
        double bound,
        PatternDirection up,
        PatternDirection down
    )
    {
        var matches = Measure(new PatternKey(kind, null, up), learnt);
        var estimate = Estimate(kind, matches);
        if (matches.Length >= Fewest && Math.Abs(estimate.Mean!.Value) > bound && (estimate.Lower > 0 || estimate.Upper < 0))
            yield return Make(
                new PatternKey(kind, null, estimate.Mean > 0 ? up : down),
                matches,
                null,
                SignFlip.TwoSided([.. matches.Select(match => match.Value)])
            );
    }

    private static IEnumerable<Pattern> RejectedLowPremium(MatchedRecommendation[] learnt)
    {
        var key = new PatternKey(PatternKind.RejectedLowPremium, null, PatternDirection.Rejected);
        var matches = Measure(key, learnt);
        if (matches.Length < Fewest || matches.Average(match => match.Value) >= LowPremium)
            yield break;
        var followed = Values(learnt.Where(match => match.IsDecided && match.Kind != MatchKind.Reject), Premium);
        var p = RankSum.FirstIsLower([.. matches.Select(match => match.Value)], [.. followed.Select(match => match.Value)]);
        if (p <= PremiumLevel)
            yield return Make(key, matches, Estimate(key.Kind, followed), p.Value);
    }

    private static double? Premium(MatchedRecommendation match) =>
        match.Recommendation?.Premium is { } premium ? (double)(premium / SharesOfContract) : null;

    private static IEnumerable<Pattern> Contrasts(
        MatchedRecommendation[] learnt,
        MatchedRecommendation[] all,
        PatternKind kind,
        Func<MatchedRecommendation, string?> subject
    )
    {
        MatchedRecommendation[] decided = [.. learnt.Where(match => match.IsDecided)];
        var weeks = all.Where(match => match.IsDecided)
            .GroupBy(match => IsoWeek.Of(match.Record.Day))
            .Select(week => week.ToArray())
            .ToArray();
        var groups = decided
            .GroupBy(subject)
            .Where(group => group.Key is not null && group.Count() >= Fewest && decided.Length - group.Count() >= Fewest)
            .Select(group =>
                (
                    Subject: group.Key!,
                    Matches: Rejections(group),
                    Others: Rejections(decided.Where(match => subject(match) != group.Key)),
                    Strata: weeks.Select(week => Stratum(week, match => subject(match) == group.Key)).ToArray()
                )
            )
            .OrderBy(group => group.Subject, StringComparer.Ordinal)
            .ToArray();
        var adjusted = BenjaminiHochberg.Adjust([.. groups.Select(group => MantelHaenszel.TwoSided(group.Strata))]);
        return groups
            .Zip(adjusted)
            .Where(one => one.Second <= FalseDiscoveryRate)
            .Select(one =>
                Make(
                    new PatternKey(
                        kind,
                        one.First.Subject,
                        MantelHaenszel.Score(one.First.Strata).Difference > 0 ? PatternDirection.Rejected : PatternDirection.Followed
                    ),
                    one.First.Matches,
                    Estimate(kind, one.First.Others),
                    one.Second
                )
            );
    }

    private static TwoByTwo Stratum(MatchedRecommendation[] week, Func<MatchedRecommendation, bool> isMeant)
    {
        var (meant, others) = (week.Where(isMeant).ToArray(), week.Where(match => !isMeant(match)).ToArray());
        return new TwoByTwo(
            meant.Count(match => match.Kind == MatchKind.Reject),
            meant.Length,
            others.Count(match => match.Kind == MatchKind.Reject),
            others.Length
        );
    }

    private static Pattern Make(PatternKey key, ImmutableArray<PatternMatch> matches, Estimate? rest, double p)
    {
        var estimate = Estimate(key.Kind, matches);
        return new Pattern(key.ToString(), key.Kind, key.Describe(estimate.Mean!.Value), Confidence(p), estimate, rest, matches);
    }

    private static ImmutableArray<PatternMatch> Rejections(IEnumerable<MatchedRecommendation> matches) =>
        Values(matches.Where(match => match.IsDecided), match => match.Kind == MatchKind.Reject ? 1 : 0);

    private static ImmutableArray<PatternMatch> Values(
        IEnumerable<MatchedRecommendation> matches,
        Func<MatchedRecommendation, double?> value
    ) =>
        [
            .. matches
                .Select(match => (match.Record.Id, Value: value(match)))
                .Where(one => one.Value is not null)
                .OrderBy(one => one.Id)
                .Select(one => new PatternMatch(one.Id, one.Value!.Value)),
        ];

    private static string? Hour(MatchedRecommendation match) =>
        match.Recommendation is { } recommendation
            ? PacificDay.HourOf(recommendation.SentAt).ToString("00", CultureInfo.InvariantCulture)
            : null;
}
