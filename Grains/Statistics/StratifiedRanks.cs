namespace LearningActors.Statistics;

/// <summary>Values of strata as ranks within each, to see whether some of them lie above the others of their strata.</summary>
/// <remarks>
/// P. van Elteren, "On the combination of independent two-sample tests of Wilcoxon", Bull. Int. Stat. Inst. 37 (1960): each stratum's ranks
/// are divided by its size and one, and equal values share their mean rank. What some values are expected to add up to, and the variance of
/// that, are those of drawing as many of each stratum. The ranks of a stratum in which more than half have one value, as where each
/// profit is
/// taken at the same price, do not count: the few others would decide, and they are too few for a normal approximation.
/// </remarks>
public sealed class StratifiedRanks
{
    private const double Middle = 0.5;
    private readonly int[] _strata;
    private readonly IReadOnlyList<double> _values;
    private readonly double[] _scores;
    private readonly Stratum[] _sums;

    private StratifiedRanks(IReadOnlyList<double> values, int[] strata, double[] scores, Stratum[] sums) =>
        (_values, _strata, _scores, _sums) = (values, strata, scores, sums);

    /// <summary>Ranks values within their strata.</summary>
    /// <param name="values">The values.</param>
    /// <param name="ascending">The places of all values, the least value first.</param>
    /// <param name="strata">The stratum of each value, from 0; below 0 for what is left out.</param>
    /// <param name="count">How many strata there are.</param>
    public static StratifiedRanks Of(IReadOnlyList<double> values, IReadOnlyList<int> ascending, int[] strata, int count)
    {
        var (scores, places) = (new double[values.Count], new List<int>[count]);
        for (var i = 0; i < count; i++)
            places[i] = [];
        foreach (var place in ascending.Where(place => strata[place] >= 0))
            places[strata[place]].Add(place);
        return new StratifiedRanks(values, strata, scores, [.. places.Select(some => Rank(values, some, scores))]);
    }

    /// <summary>How far some values lie above the others of their strata; null where nothing can be compared.</summary>
    /// <param name="members">The places of the values; those that are left out do not count.</param>
    public RankDifference? Compare(IEnumerable<int> members)
    {
        var groups = new Group[_sums.Length];
        foreach (var place in members)
        {
            if (_strata[place] is >= 0 and var stratum)
                groups[stratum] = groups[stratum].With(_scores[place], _values[place]);
        }

        var (ranks, rankVariance, weights, difference, variance, ownVariance) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (group, all) in groups.Zip(_sums))
        {
            if (group.N == 0 || group.N == all.N)
                continue;
            var (rest, pooled) = (all.N - group.N, all.Values / (all.N - 1));
            var weight = group.N * (double)rest / all.N;
            if (2 * all.MaxAlike <= all.N)
            {
                ranks += group.Ranks - (group.N * Middle);
                rankVariance += weight * all.Ranks / (all.N - 1);
            }

            weights += weight;
            difference += weight * ((group.Sum / group.N) - (((all.Mean * all.N) - group.Sum) / rest));
            variance += weight * pooled;
            ownVariance += weight * weight * ((Math.Max(pooled, group.Variance) / group.N) + (pooled / rest));
        }

        return rankVariance > 0
            ? new RankDifference(
                ranks / Math.Sqrt(rankVariance),
                Math.Sqrt(variance) / weights,
                difference / weights,
                Math.Sqrt(ownVariance) / weights
            )
            : null;
    }

    /// <summary>Writes the scores of a stratum, whose places come with the least value first.</summary>
    private static Stratum Rank(IReadOnlyList<double> values, List<int> places, double[] scores)
    {
        var mostAlike = 0;
        for (var from = 0; from < places.Count; )
        {
            var to = from;
            while (to + 1 < places.Count && values[places[to + 1]].Equals(values[places[from]]))
                to++;
            for (var i = from; i <= to; i++)
                scores[places[i]] = (from + to + 2) / 2.0 / (places.Count + 1);
            mostAlike = Math.Max(mostAlike, to + 1 - from);
            from = to + 1;
        }

        var mean = places.Count == 0 ? 0 : places.Average(place => values[place]);
        return new Stratum(
            places.Count,
            mean,
            places.Sum(place => (scores[place] - Middle) * (scores[place] - Middle)),
            places.Sum(place => (values[place] - mean) * (values[place] - mean)),
            mostAlike
        );
    }

    /// <summary>
    /// How many values, their mean, the squares of their ranks and of themselves around their means, and how many have the commonest value.
    /// </summary>
    private readonly record struct Stratum(int N, double Mean, double Ranks, double Values, int MaxAlike);

    /// <summary>Those of the members in a stratum.</summary>
    private readonly record struct Group(int N, double Ranks, double Sum, double Squares)
    {
        internal double Variance => N < 2 ? 0 : Math.Max(0, (Squares - (Sum * Sum / N)) / (N - 1));

        internal Group With(double rank, double value) => new(N + 1, Ranks + rank, Sum + value, Squares + (value * value));
    }
}

/// <summary>How far some values lie above others.</summary>
/// <param name="Z">The normal quantile, by their ranks.</param>
/// <param name="Error">The standard error of the mean difference, if they are as the others.</param>
/// <param name="Mean">The mean difference, the strata weighted as by Mantel and Haenszel.</param>
/// <param name="MeanError">Its standard error, whatever they are: with the larger of their own variance and that of all.</param>
public readonly record struct RankDifference(double Z, double Error, double Mean, double MeanError);
