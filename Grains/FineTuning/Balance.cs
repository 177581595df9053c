using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>Limits what one group gives to a dataset, such as one ticker.</summary>
internal static class Balance
{
    /// <summary>
    /// Where there are few groups each may give half as much again as its even part: with three tickers no limit below that makes sense.
    /// </summary>
    private const double Slack = 1.5;

    /// <summary>What may be kept of the rows: of a group that gives more than its part, those that come first by the rank.</summary>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="groupOf">The group of a row.</param>
    /// <param name="rankOf">Which rows of a group are kept first; the smallest.</param>
    /// <param name="maxShare">The largest part of the rows that a group may give, 0..1.</param>
    internal static ImmutableHashSet<T> Keep<T, TGroup, TRank>(
        IReadOnlyCollection<T> rows,
        Func<T, TGroup> groupOf,
        Func<T, TRank> rankOf,
        double maxShare
    )
        where TGroup : notnull
    {
        var groups = rows.GroupBy(groupOf).ToArray();
        if (groups.Length == 0)
            return [];
        var limit = (int)Math.Ceiling(Math.Min(1, Math.Max(maxShare, Slack / groups.Length)) * rows.Count);
        return [.. groups.SelectMany(group => group.OrderBy(rankOf).Take(limit))];
    }
}
