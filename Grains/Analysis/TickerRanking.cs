using System.Collections.Immutable;

namespace LearningActors.Analysis;

/// <summary>Ranks groups so that small samples neither lead nor trail.</summary>
public static class TickerRanking
{
    /// <summary>Best first by the lower bound of the positive share; groups without votes last, by name.</summary>
    public static ImmutableArray<NamedSummary> BestFirst(IEnumerable<NamedSummary> groups) =>
        [
            .. groups
                .OrderByDescending(group => group.Summary.Positive.Lower ?? double.NegativeInfinity)
                .ThenBy(group => group.Name, StringComparer.Ordinal),
        ];

    /// <summary>The first ten that have votes.</summary>
    public static ImmutableArray<NamedSummary> Top(IEnumerable<NamedSummary> groups, int count = 10) =>
        [.. BestFirst(groups.Where(group => group.Summary.Positive.N > 0)).Take(count)];

    /// <summary>The ten of the lowest upper bound that have votes, worst first: surely bad ones, not unlucky ones.</summary>
    public static ImmutableArray<NamedSummary> Bottom(IEnumerable<NamedSummary> groups, int count = 10) =>
        [
            .. groups
                .Where(group => group.Summary.Positive.N > 0)
                .OrderBy(group => group.Summary.Positive.Upper)
                .ThenBy(group => group.Name, StringComparer.Ordinal)
                .Take(count),
        ];
}
