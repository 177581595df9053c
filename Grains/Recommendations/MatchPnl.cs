using LearningActors.Statistics;

namespace LearningActors.Recommendations;

/// <summary>What matches made.</summary>
public static class MatchPnl
{
    /// <summary>Realised, USD after fees; each lot counts once.</summary>
    public static decimal Total(IEnumerable<MatchedRecommendation> matches) =>
        matches.Sum(match => match.Record.Outcome?.AttributedPnl ?? 0);

    /// <summary>The figures of the matches of a kind.</summary>
    public static KindPnl Of(MatchKind kind, IReadOnlyCollection<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] ofKind = [.. matches.Where(match => match.Kind == kind)];
        double[] ended = [.. ofKind.Select(match => match.EndedPnl).OfType<decimal>().Select(pnl => (double)pnl)];
        var known = ofKind
            .Select(match => match.Record.Outcome)
            .Where(outcome => outcome is { CounterfactualPnl: not null, IsEnded: true })
            .ToArray();
        return new KindPnl(
            kind,
            Total(ofKind),
            WilsonInterval.Proportion(ended.Count(pnl => pnl > 0), ended.Length),
            MeanInterval.Of(ended),
            MeanInterval.Of([.. known.Select(outcome => (double)outcome!.CounterfactualPnl!.Value)]),
            MeanInterval.Of([.. known.Select(outcome => (double)(outcome!.CounterfactualPnl!.Value - outcome.PositionPnl))])
        );
    }
}
