using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Recommendations;

/// <summary>What matches made. Figures in amounts are of matches in USD; other currencies stand beside them.</summary>
public static class MatchPnl
{
    /// <summary>Realised, USD after fees; each lot counts once.</summary>
    public static decimal Total(IEnumerable<MatchedRecommendation> matches) =>
        matches.Where(match => match.IsInUsd).Sum(match => match.Record.Outcome?.AttributedPnl ?? 0);

    /// <summary>Realised in other currencies, after fees, in their alphabetical order.</summary>
    public static ImmutableArray<CurrencyAmount> Others(IEnumerable<MatchedRecommendation> matches) =>
        [
            .. matches
                .Where(match => !match.IsInUsd)
                .GroupBy(match => match.Record.Outcome!.Currency, match => match.Record.Outcome!.AttributedPnl)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new CurrencyAmount(group.Key, group.Sum())),
        ];

    /// <summary>The figures of the matches of a kind.</summary>
    public static KindPnl Of(MatchKind kind, IReadOnlyCollection<MatchedRecommendation> matches)
    {
        MatchedRecommendation[] ofKind = [.. matches.Where(match => match.Kind == kind)];
        MatchedRecommendation[] ended = [.. ofKind.Where(match => match.PositionPnl is not null)];
        var known = ofKind
            .Where(match => match.IsInUsd)
            .Select(match => match.Record.Outcome)
            .Where(outcome => outcome is { CounterfactualPnl: not null, IsEnded: true })
            .ToArray();
        return new KindPnl(
            kind,
            Total(ofKind),
            WilsonInterval.Proportion(ended.Count(match => match.PositionPnl > 0), ended.Length),
            MeanInterval.Of([.. ended.Select(match => match.EndedPnl).OfType<decimal>().Select(pnl => (double)pnl)]),
            MeanInterval.Of([.. known.Select(outcome => (double)outcome!.CounterfactualPnl!.Value)]),
            MeanInterval.Of([.. known.Select(outcome => (double)(outcome!.CounterfactualPnl!.Value - outcome.PositionPnl))])
        )
        {
            OtherCurrencies = Others(ofKind),
        };
    }
}
