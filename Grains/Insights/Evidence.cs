using LearningActors.Trades;
using MathNet.Numerics.Distributions;

namespace LearningActors.Insights;

/// <summary>What bets say of conditions, beyond what is known.</summary>
/// <param name="PValue">Two-sided, of nothing being different there.</param>
/// <param name="Z">The normal quantile of that; above zero where bets do better there.</param>
/// <param name="Error">
/// The standard error of the log odds ratio, or of what is made more; infinite where nothing can be said.
/// </param>
internal readonly record struct Evidence(double PValue, double Z, double Error)
{
    internal static Evidence None { get; } = new(1, 0, double.PositiveInfinity);

    /// <summary>What is made more, on average, and the standard error of that; nothing for wins.</summary>
    internal (double Mean, double Error) Difference { get; init; }

    internal static Evidence Of(double z, double error) => new(2 * Normal.CDF(0, 1, -Math.Abs(z)), z, error);

    /// <summary>The log odds ratio, or what is made more.</summary>
    internal double Estimate => double.IsPositiveInfinity(Error) ? 0 : Z * Error;
}

/// <summary>Weighs conditions against a table of bets.</summary>
/// <remarks>
/// Conditions are compared with the rest of the scope, or with the rest of what is known of them in part: a pair of which one part is known
/// with the other bets of that part. What is known beside them is held constant: bets are compared only within the strata that it makes.
/// Several conditions have to add to each of their parts: they are compared with the bets that meet all but one of them, at a level of 5 %
/// each. Where both parts of a pair are known, the pair says something only where it differs from what both lead to together.
/// </remarks>
internal sealed class Weighing(BetTable table, IReadOnlyList<TradeConditions> known)
{
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
            parts.Count == 2 && parts.All(known.Contains)
                ? table.Outcome.Interact(table.All, table.Where(conditions), table.Where(parts[0]), table.Where(parts[1]))
            : general.Length == 0 ? Within(conditions, TradeConditions.All)
            : general.Select(one => Within(conditions, one)).MinBy(one => Math.Abs(one.Z));
        var adds =
            Math.Sign(evidence.Z) is not 0 and var sign
            && sign == table.Outcome.Direction(table.All, table.Where(conditions))
            && (
                parts.Count == 1
                || parts.All(part => Within(conditions, part) is var beyond && beyond.Z * evidence.Z > 0 && beyond.PValue <= PartLevel)
            );
        return adds ? evidence : evidence with { PValue = 1, Z = 0 };
    }

    private Evidence Within(TradeConditions conditions, TradeConditions part) =>
        table.Outcome.Weigh(Strata(conditions), table.Where(conditions), table.Where(part));

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
