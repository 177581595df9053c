using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Recommendations;
using LearningActors.Statistics;

namespace LearningActors.Patterns;

/// <summary>Finds in what ways people diverge from the recommendations.</summary>
/// <remarks>
/// Shifts and low premiums need 3 matches and a mean beyond a bound; what was rejected for another reason, as somebody said, says
/// nothing of premiums. Symbols and hours are contrasts: the share that was rejected
/// against that of all others, two-sided Fisher exact, Benjamini–Hochberg over the symbols, or the hours, that were looked at.
/// </remarks>
public static class PatternDetection
{
    private const int Fewest = 3;
    private const int FewestForHigh = 5;
    private const double DaysBound = 3;
    private const double StrikeBound = 2;
    private const double FalseDiscoveryRate = 0.05;

    /// <summary>USD a share, as option prices are quoted; a contract is of 100.</summary>
    private const double LowPremium = 0.30;
    private const decimal SharesOfContract = 100;

    /// <summary>The patterns of matches, in the order of their kinds. What is excluded is left out.</summary>
    public static ImmutableArray<Pattern> Find(IEnumerable<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] learnt = [.. matches.Where(match => match.IsLearnt)];
        return
        [
            .. Shift(learnt, PatternKind.ExpirationShift, DaysBound, "longer", "shorter"),
            .. Shift(learnt, PatternKind.StrikeShift, StrikeBound, "higher", "lower"),
            .. RejectedLowPremium(learnt),
            .. Contrasts(learnt, PatternKind.SymbolPreference, match => match.Record.Symbol),
            .. Contrasts(learnt, PatternKind.TimeOfDay, Hour),
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
                match => match.Recommendation?.Premium is { } premium ? (double)(premium / SharesOfContract) : null
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

    /// <summary>How sure so many matches make it.</summary>
    public static PatternConfidence Confidence(int n) => n >= FewestForHigh ? PatternConfidence.High : PatternConfidence.Medium;

    private static IEnumerable<Pattern> Shift(MatchedRecommendation[] learnt, PatternKind kind, double bound, string up, string down)
    {
        var matches = Measure(new PatternKey(kind, null, up), learnt);
        if (matches.Length >= Fewest && matches.Average(match => match.Value) is var mean && Math.Abs(mean) > bound)
            yield return Make(new PatternKey(kind, null, mean > 0 ? up : down), matches, null);
    }

    private static IEnumerable<Pattern> RejectedLowPremium(MatchedRecommendation[] learnt)
    {
        var key = new PatternKey(PatternKind.RejectedLowPremium, null, "rejected");
        var matches = Measure(key, learnt);
        if (matches.Length >= Fewest && matches.Average(match => match.Value) < LowPremium)
            yield return Make(key, matches, null);
    }

    private static IEnumerable<Pattern> Contrasts(
        MatchedRecommendation[] learnt,
        PatternKind kind,
        Func<MatchedRecommendation, string?> subject
    )
    {
        MatchedRecommendation[] decided = [.. learnt.Where(match => match.IsDecided)];
        var groups = decided
            .GroupBy(subject)
            .Where(group => group.Key is not null && group.Count() >= Fewest && decided.Length - group.Count() >= Fewest)
            .Select(group =>
                (Subject: group.Key!, Matches: Rejections(group), Others: Rejections(decided.Where(match => subject(match) != group.Key)))
            )
            .OrderBy(group => group.Subject, StringComparer.Ordinal)
            .ToArray();
        var adjusted = BenjaminiHochberg.Adjust([
            .. groups.Select(group =>
                FisherExact.TwoSided(
                    Rejected(group.Matches),
                    group.Matches.Length - Rejected(group.Matches),
                    Rejected(group.Others),
                    group.Others.Length - Rejected(group.Others)
                )
            ),
        ]);
        return groups
            .Where((_, i) => adjusted[i] <= FalseDiscoveryRate)
            .Select(group =>
                Make(
                    new PatternKey(
                        kind,
                        group.Subject,
                        group.Matches.Average(match => match.Value) > group.Others.Average(match => match.Value) ? "rejected" : "followed"
                    ),
                    group.Matches,
                    Estimate(kind, group.Others)
                )
            );
    }

    private static Pattern Make(PatternKey key, ImmutableArray<PatternMatch> matches, Estimate? rest)
    {
        var estimate = Estimate(key.Kind, matches);
        return new Pattern(
            key.ToString(),
            key.Kind,
            key.Describe(estimate.Mean!.Value),
            Confidence(matches.Length),
            estimate,
            rest,
            matches
        );
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

    private static int Rejected(ImmutableArray<PatternMatch> matches) => matches.Count(match => match.Value > 0);

    private static string? Hour(MatchedRecommendation match) =>
        match.Recommendation is { } recommendation
            ? PacificDay.HourOf(recommendation.SentAt).ToString("00", CultureInfo.InvariantCulture)
            : null;
}
