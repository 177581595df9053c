using LearningActors.Insights;
using LearningActors.Trades;

namespace LearningActors.Benchmarks.Learning;

/// <summary>A model that finds something in every batch: the five cells whose win rates are farthest from the others'.</summary>
internal static class EagerModel
{
    private const int ClaimsOfBatch = 5;

    internal static IEnumerable<ModelClaim> Claims(TradeResult[] batch)
    {
        var table = new BetTable([.. batch.Select(trade => new Bet([trade]))]);
        return table
            .Cells(5)
            .Select(cell => (Cell: cell, Contrast: table.Compare(cell)))
            .OrderByDescending(one => Math.Abs(Share(one.Contrast.Wins, one.Contrast.N) - Share(one.Contrast.RestWins, one.Contrast.RestN)))
            .Take(ClaimsOfBatch)
            .Select(one => new ModelClaim(
                one.Cell,
                one.Contrast.IsBetter,
                InsightType.Pattern,
                "It stands out.",
                Share(one.Contrast.Wins, one.Contrast.N),
                one.Contrast
            ));
    }

    private static double Share(long wins, long n) => (double)wins / n;
}
