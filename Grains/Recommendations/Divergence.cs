using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Recommendations;

/// <summary>How people diverge, and with what results.</summary>
public static class Divergence
{
    private const int MaxSymbols = 3;

    /// <summary>How often they diverge.</summary>
    public static DivergenceRate Rate(DateOnly from, DateOnly through, IEnumerable<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] learnt = [.. matches.Where(match => match.IsLearnt)];
        return new DivergenceRate(
            from,
            through,
            Share(learnt, match => match.Kind != MatchKind.Consent),
            Share(learnt, match => match.Kind == MatchKind.Modify),
            Share(learnt, match => match.Kind == MatchKind.Reject),
            learnt.Count(match => match.Kind == MatchKind.Independent),
            [
                .. learnt
                    .Where(match => match.IsDecided)
                    .GroupBy(match => IsoWeek.Of(match.Record.Day))
                    .OrderBy(week => week.Key.Monday)
                    .Select(week => new WeekDivergence(week.Key, Share(week, match => match.Kind != MatchKind.Consent))),
            ],
            Reasons(learnt)
        );
    }

    /// <summary>The results of following and of diverging.</summary>
    public static AlgorithmAccuracy Accuracy(DateOnly from, DateOnly through, IEnumerable<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] learnt = [.. matches.Where(match => match.IsLearnt)];
        return new AlgorithmAccuracy(
            from,
            through,
            MatchPnl.Of(MatchKind.Consent, learnt),
            MatchPnl.Of(MatchKind.Modify, learnt),
            MatchPnl.Of(MatchKind.Reject, learnt),
            MatchPnl.Of(MatchKind.Independent, learnt),
            [
                .. learnt
                    .Where(match => match.Recommendation is not null)
                    .GroupBy(match => match.Recommendation!.AlgorithmVersion ?? "")
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new VersionAccuracy(
                        group.Key,
                        Share(group, match => match.Kind == MatchKind.Consent),
                        MatchPnl.Of(MatchKind.Consent, [.. group])
                    )),
            ]
        );
    }

    /// <summary>What they change most.</summary>
    public static TopModifications Modifications(DateOnly from, DateOnly through, IEnumerable<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] learnt = [.. matches.Where(match => match.IsLearnt)];
        MatchedRecommendation[] modified = [.. learnt.Where(match => match.Kind == MatchKind.Modify)];
        return new TopModifications(
            from,
            through,
            Share(learnt, match => match.Kind == MatchKind.Modify),
            [
                .. modified
                    .SelectMany(Ways)
                    .GroupBy(way => way.Kind, way => (way.Match, way.Shift))
                    .OrderByDescending(way => way.Count())
                    .ThenBy(way => way.Key)
                    .Select(way => Of(way.Key, [.. way], modified.Length)),
            ]
        );
    }

    /// <summary>How often each reason was given, the most frequent first.</summary>
    public static ImmutableArray<ReasonCount> Reasons(IEnumerable<MatchedRecommendation> matches) =>
        [
            .. matches
                .Select(match => match.Record.ReasonCode)
                .OfType<ReasonCode>()
                .GroupBy(reason => reason)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
                .Select(group => new ReasonCount(group.Key, group.Count())),
        ];

    private static Modification Of(ModificationKind kind, (MatchedRecommendation Match, double Shift)[] matches, int modified)
    {
        var pnl = MatchPnl.Of(MatchKind.Modify, [.. matches.Select(one => one.Match)]);
        return new Modification(
            kind,
            WilsonInterval.Proportion(matches.Length, modified),
            MeanInterval.Of([.. matches.Select(one => one.Shift)]),
            pnl.PerMatch,
            pnl.Forgone,
            [
                .. matches
                    .GroupBy(one => one.Match.Record.Symbol)
                    .OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Take(MaxSymbols)
                    .Select(group => group.Key),
            ]
        );
    }

    private static IEnumerable<(ModificationKind Kind, MatchedRecommendation Match, double Shift)> Ways(MatchedRecommendation match)
    {
        if (match.Record.Match.DaysDifference is { } days and not 0)
            yield return (days > 0 ? ModificationKind.LongerExpiration : ModificationKind.ShorterExpiration, match, days);
        if (match.Record.Match.StrikeDifference is { } strike and not 0)
            yield return (strike > 0 ? ModificationKind.HigherStrike : ModificationKind.LowerStrike, match, (double)strike);
    }

    private static Proportion Share(IEnumerable<MatchedRecommendation> matches, Func<MatchedRecommendation, bool> counts)
    {
        MatchedRecommendation[] decided = [.. matches.Where(match => match.IsDecided)];
        return WilsonInterval.Proportion(decided.Count(counts), decided.Length);
    }
}
