using LearningActors.Statistics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Insights;

/// <summary>How often bets win: Mantel and Haenszel's test.</summary>
/// <param name="wins">The bets that won.</param>
internal sealed class WinOutcome(BetSet wins) : IOutcome
{
    /// <summary>Below this a p-value has no quantile that could be told from infinity.</summary>
    private const double MinPValue = 1e-300;

    public Evidence Weigh(IReadOnlyList<BetSet> strata, BetSet members, BetSet whole)
    {
        TwoByTwo[] tables = [.. strata.Select(stratum => Table(stratum, members, whole))];
        var (difference, variance) = MantelHaenszel.Score(tables);
        if (variance == 0)
            return Evidence.None;
        var p = MantelHaenszel.TwoSided(tables);
        var z = p < MinPValue ? Math.Abs(difference) / Math.Sqrt(variance) : -Normal.InvCDF(0, 1, Math.Min(p, 1) / 2);
        return new Evidence(p, Math.Sign(difference) * Math.Max(0, z), 1 / Math.Sqrt(variance));
    }

    /// <summary>
    /// In log odds (B. Woolf, "On estimating the relation between blood group and disease", Ann. Hum. Genet. 19, 1955).
    /// </summary>
    public Evidence Interact(BetSet all, BetSet members, BetSet first, BetSet second)
    {
        var rest = all.Without(first);
        var (inside, insideVariance) = LogOddsRatio(Table(all, members, first));
        var (outside, outsideVariance) = LogOddsRatio(Table(all, second.And(rest), rest));
        return Evidence.Of((inside - outside) / Math.Sqrt(insideVariance + outsideVariance), Math.Sqrt(insideVariance + outsideVariance));
    }

    public int Direction(BetSet all, BetSet members)
    {
        var won = members.CountAnd(wins);
        var contrast = new Contrast(members.Count, won, all.Count - members.Count, wins.Count - won);
        return contrast.IsBetter ? 1
            : contrast.IsWorse ? -1
            : 0;
    }

    private TwoByTwo Table(BetSet stratum, BetSet members, BetSet whole)
    {
        var (n, all) = (stratum.CountAnd(members), stratum.CountAnd(whole));
        if (n == 0 || n == all)
            return default;
        var (some, allWins) = (stratum.CountAnd(members, wins), stratum.CountAnd(whole, wins));
        return new TwoByTwo(some, n, allWins - some, all - n);
    }

    /// <summary>With a half added to each cell: J. Haldane, Ann. Hum. Genet. 20 (1956); F. Anscombe, Biometrika 43 (1956).</summary>
    private static (double Value, double Variance) LogOddsRatio(TwoByTwo table)
    {
        double[] cells = [table.Count + 0.5, table.N - table.Count + 0.5, table.RestCount + 0.5, table.RestN - table.RestCount + 0.5];
        return (Math.Log(cells[0] * cells[3] / (cells[1] * cells[2])), cells.Sum(cell => 1 / cell));
    }
}
