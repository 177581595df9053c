using LearningActors.Recommendations;
using LearningActors.Statistics;

namespace LearningActors.WeeklySummaries;

/// <summary>A week's counts, rates and P&amp;L from its matches.</summary>
public static class WeekAggregation
{
    private static readonly MatchKind[] s_kinds = [MatchKind.Consent, MatchKind.Modify, MatchKind.Reject, MatchKind.Independent];

    /// <summary>The figures of a week's matches.</summary>
    public static WeekFigures Of(IReadOnlyCollection<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] learnt = [.. matches.Where(match => match.IsLearnt)];
        var counts = s_kinds.ToDictionary(kind => kind, kind => learnt.Count(match => match.Kind == kind));
        var sent = learnt.Count(match => match.Kind != MatchKind.Independent);
        var orders = learnt.Count(match =>
            match.Kind is not (MatchKind.Reject or MatchKind.NoAction) && match.Record.Match.ExecutionId is not null
        );
        return new WeekFigures(
            sent,
            Share(MatchKind.Consent),
            Share(MatchKind.Modify),
            Share(MatchKind.Reject),
            WilsonInterval.Proportion(counts[MatchKind.Independent], orders),
            learnt.Count(match => match.Kind == MatchKind.NoAction),
            matches.Count - learnt.Length,
            learnt.Count(match =>
                match.Kind is MatchKind.Modify or MatchKind.Reject or MatchKind.Independent && match.Record.ReviewedAt is null
            ),
            MatchPnl.Total(learnt),
            [.. s_kinds.Select(kind => MatchPnl.Of(kind, learnt))],
            learnt.Count(match => match.Record.Outcome?.Kind == OutcomeKind.Open),
            Divergence.Reasons(learnt)
        )
        {
            OtherCurrencies = MatchPnl.Others(learnt),
        };

        Proportion Share(MatchKind kind) => WilsonInterval.Proportion(counts[kind], sent);
    }
}
