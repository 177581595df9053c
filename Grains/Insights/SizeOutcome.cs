using LearningActors.Statistics;

namespace LearningActors.Insights;

/// <summary>
/// What bets make once it is known that they win, or lose: wins are compared with wins and losses with losses, by their ranks
/// (<see cref="StratifiedRanks"/>). So what only wins more often shows nothing here, and is one insight.
/// </summary>
internal sealed class SizeOutcome : IOutcome
{
    private readonly double[] _values;
    private readonly int[] _ascending;
    private readonly BetSet _wins;
    private readonly Dictionary<(IReadOnlyList<BetSet>, BetSet), StratifiedRanks> _ranked = [];

    /// <param name="values">What each bet makes.</param>
    /// <param name="wins">Those that win.</param>
    internal SizeOutcome(double[] values, BetSet wins)
    {
        (_values, _wins) = (values, wins);
        _ascending = [.. Enumerable.Range(0, values.Length).OrderBy(place => values[place])];
    }

    public Evidence Weigh(IReadOnlyList<BetSet> strata, BetSet members, BetSet whole)
    {
        if (!_ranked.TryGetValue((strata, whole), out var ranked))
            _ranked[(strata, whole)] = ranked = Rank(strata, whole);
        return ranked.Compare(members.Places) is { } found
            ? Evidence.Of(found.Z, found.Error) with
            {
                Difference = (found.Mean, found.MeanError),
            }
            : Evidence.None;
    }

    public Evidence Interact(BetSet all, BetSet members, BetSet first, BetSet second)
    {
        var rest = all.Without(first);
        var (inside, outside) = (Weigh([all], members, first), Weigh([all], second.And(rest), rest));
        if (double.IsPositiveInfinity(inside.Error) || double.IsPositiveInfinity(outside.Error))
            return Evidence.None;
        var error = Math.Sqrt((inside.Error * inside.Error) + (outside.Error * outside.Error));
        return Evidence.Of((inside.Estimate - outside.Estimate) / error, error) with
        {
            Difference = (
                inside.Difference.Mean - outside.Difference.Mean,
                Math.Sqrt(Math.Pow(inside.Difference.Error, 2) + Math.Pow(outside.Difference.Error, 2))
            ),
        };
    }

    public int Direction(BetSet all, BetSet members) => Math.Sign((Mean(members).Mean - Mean(all.Without(members)).Mean) ?? 0);

    /// <summary>What some bets make, on average, with Student's interval.</summary>
    internal Estimate Mean(BetSet members) => MeanInterval.Of([.. members.Places.Select(place => _values[place])]);

    private StratifiedRanks Rank(IReadOnlyList<BetSet> strata, BetSet whole)
    {
        var stratumOf = new int[_values.Length];
        Array.Fill(stratumOf, -1);
        for (var i = 0; i < strata.Count; i++)
        {
            foreach (var place in strata[i].And(whole).Places)
                stratumOf[place] = 2 * i;
        }

        foreach (var place in _wins.Places.Where(place => stratumOf[place] >= 0))
            stratumOf[place]++;
        return StratifiedRanks.Of(_values, _ascending, stratumOf, 2 * strata.Count);
    }
}
