using LearningActors.Statistics;
using LearningActors.Trades;
using MathNet.Numerics.Distributions;

namespace LearningActors.Insights;

/// <summary>What bets say of conditions, beyond what is known.</summary>
/// <param name="PValue">Two-sided, of nothing being different there.</param>
/// <param name="Z">The normal quantile of that; above zero where bets win more often there.</param>
/// <param name="Error">The standard error of the log odds ratio; infinite where nothing can be said.</param>
internal readonly record struct Evidence(double PValue, double Z, double Error)
{
    internal static Evidence None { get; } = new(1, 0, double.PositiveInfinity);

    /// <summary>The log odds ratio.</summary>
    internal double Estimate => double.IsPositiveInfinity(Error) ? 0 : Z * Error;
}

/// <summary>Weighs conditions against a table of bets.</summary>
/// <remarks>
/// Conditions are compared with the rest of the scope, or with the rest of what is known of them in part: a pair of which one part is known
/// with the other bets of that part. What is known beside them is held constant: bets are compared only within the strata that it makes.
/// Several conditions have to add to each of their parts: they are compared with the bets that meet all but one of them, at a level of 5 %
/// each. Where both parts of a pair are known, the pair says something only where it differs from what both lead to together, in log odds
/// (B. Woolf, "On estimating the relation between blood group and disease", Ann. Hum. Genet. 19, 1955).
/// </remarks>
internal sealed class Weighing(BetTable table, IReadOnlyList<TradeConditions> known)
{
    /// <summary>Below this a p-value has no quantile that could be told from infinity.</summary>
    private const double MinPValue = 1e-300;

    /// <summary>Conditions add to their parts where this is not reached.</summary>
    private const double PartLevel = 0.05;

    private readonly Dictionary<TradeConditions, IReadOnlyList<BetSet>> _strata = [];
    private IReadOnlyList<BetSet>? _all;

    /// <summary>What bets say of conditions, given what is known beside them.</summary>
    internal Evidence Of(TradeConditions conditions)
    {
        var parts = conditions.Parts();
        if (parts.Count == 0)
            return Evidence.None;
        var general = known.Where(one => one != conditions && conditions.Implies(one)).ToArray();
        var evidence =
            parts.Count == 2 && parts.All(known.Contains) ? Interaction(conditions, parts[0], parts[1])
            : general.Length == 0 ? Within(conditions, TradeConditions.All)
            : general.Select(one => Within(conditions, one)).MinBy(one => Math.Abs(one.Z));
        var contrast = table.Compare(conditions);
        var adds =
            (evidence.Z > 0 ? contrast.IsBetter : contrast.IsWorse)
            && (
                parts.Count == 1
                || parts.All(part => Within(conditions, part) is var beyond && beyond.Z * evidence.Z > 0 && beyond.PValue <= PartLevel)
            );
        return adds ? evidence : new Evidence(1, 0, evidence.Error);
    }

    private Evidence Within(TradeConditions conditions, TradeConditions part)
    {
        var (members, whole) = (table.Where(conditions), table.Where(part));
        return Of([.. Strata(conditions).Select(stratum => Table(stratum, members, whole))]);
    }

    private TwoByTwo Table(BetSet stratum, BetSet members, BetSet whole)
    {
        var (n, all) = (stratum.CountAnd(members), stratum.CountAnd(whole));
        if (n == 0 || n == all)
            return default;
        var (wins, allWins) = (stratum.CountAnd(members, table.Wins), stratum.CountAnd(whole, table.Wins));
        return new TwoByTwo(wins, n, allWins - wins, all - n);
    }

    private static Evidence Of(IReadOnlyList<TwoByTwo> strata)
    {
        var (difference, variance) = MantelHaenszel.Score(strata);
        if (variance == 0)
            return Evidence.None;
        var p = MantelHaenszel.TwoSided(strata);
        var z = p < MinPValue ? Math.Abs(difference) / Math.Sqrt(variance) : -Normal.InvCDF(0, 1, Math.Min(p, 1) / 2);
        return new Evidence(p, Math.Sign(difference) * Math.Max(0, z), 1 / Math.Sqrt(variance));
    }

    private Evidence Interaction(TradeConditions conditions, TradeConditions first, TradeConditions second)
    {
        var (members, rest) = (table.Where(conditions), table.All.Without(table.Where(first)));
        var (inside, insideVariance) = LogOddsRatio(Table(table.All, members, table.Where(first)));
        var (outside, outsideVariance) = LogOddsRatio(Table(table.All, table.Where(second).And(rest), rest));
        var error = Math.Sqrt(insideVariance + outsideVariance);
        var z = (inside - outside) / error;
        return new Evidence(2 * Normal.CDF(0, 1, -Math.Abs(z)), z, error);
    }

    /// <summary>With a half added to each cell: J. Haldane, Ann. Hum. Genet. 20 (1956); F. Anscombe, Biometrika 43 (1956).</summary>
    private static (double Value, double Variance) LogOddsRatio(TwoByTwo table)
    {
        double[] cells = [table.Count + 0.5, table.N - table.Count + 0.5, table.RestCount + 0.5, table.RestN - table.RestCount + 0.5];
        return (Math.Log(cells[0] * cells[3] / (cells[1] * cells[2])), cells.Sum(cell => 1 / cell));
    }

    /// <summary>
    /// The bets by which of the known conditions they meet. Known conditions of which these are a special case, and these themselves, are
    /// left out: within them nothing could be compared.
    /// </summary>
    private IReadOnlyList<BetSet> Strata(TradeConditions conditions)
    {
        if (!known.Any(conditions.Implies))
            return _all ??= Split(known);
        if (!_strata.TryGetValue(conditions, out var strata))
            _strata[conditions] = strata = Split(known.Where(one => !conditions.Implies(one)));
        return strata;
    }

    private List<BetSet> Split(IEnumerable<TradeConditions> by)
    {
        List<BetSet> strata = [table.All];
        foreach (var members in by.Select(table.Where))
            strata =
            [
                .. strata.SelectMany(stratum => new[] { stratum.And(members), stratum.Without(members) }).Where(one => one.Count > 0),
            ];
        return strata;
    }
}
