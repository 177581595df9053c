namespace LearningActors.Statistics;

/// <summary>Rates of many groups drawn towards their common mean, small groups more: empirical Bayes with a beta prior.</summary>
/// <remarks>
/// G. Casella, "An introduction to empirical Bayes data analysis", Am. Stat. 39 (1985). The prior's size follows from the
/// moments: between-group variance is what the observed variance exceeds the binomial one by.
/// </remarks>
public static class BetaShrinkage
{
    /// <summary>The shrunk rate of each group: <c>(count + m·mean) / (n + m)</c>; the mean for a group without trials.</summary>
    /// <param name="groups">Successes and trials.</param>
    public static double[] Rates(IReadOnlyList<(long Count, long N)> groups)
    {
        var total = groups.Sum(group => group.N);
        if (total == 0)
            return [.. groups.Select(_ => 0.5)];
        var mean = (double)groups.Sum(group => group.Count) / total;
        var prior = PriorUnits(groups, mean, total);
        return
        [
            .. groups.Select(group =>
                double.IsPositiveInfinity(prior) || group.N == 0 ? mean : (group.Count + (prior * mean)) / (group.N + prior)
            ),
        ];
    }

    /// <summary>Infinite where groups differ no more than by chance, and where single trials can't say whether they do.</summary>
    private static double PriorUnits(IReadOnlyList<(long Count, long N)> groups, double mean, long total)
    {
        var filled = groups.Where(group => group.N > 0).ToArray();
        var within = mean * (1 - mean);
        if (filled.Length < 2 || within == 0)
            return double.PositiveInfinity;
        var spread = filled.Sum(group => group.N * Math.Pow(((double)group.Count / group.N) - mean, 2));
        var beyondSingle = total - (filled.Sum(group => (double)group.N * group.N) / total) - (filled.Length - 1);
        var between = (spread - ((filled.Length - 1) * within)) / beyondSingle;
        return beyondSingle <= 0 || between <= 0 ? double.PositiveInfinity : Math.Max(0, (within / between) - 1);
    }
}
