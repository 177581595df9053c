using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>The whole days in which an experiment's split did not change.</summary>
internal static class Segments
{
    /// <summary>The split changes today: this day counts no more, the next one is the first of the new split.</summary>
    internal static ImmutableArray<Segment> Change(ImmutableArray<Segment> segments, DateOnly today, ImmutableArray<double> shares) =>
        Close(segments, today).Add(new Segment(today.AddDays(1), null, shares));

    /// <summary>The split ends today: this day counts no more.</summary>
    internal static ImmutableArray<Segment> Close(ImmutableArray<Segment> segments, DateOnly today)
    {
        if (segments.IsEmpty || segments[^1].To is not null)
            return segments;
        var last = segments[^1];
        return last.From < today
            ? segments.SetItem(segments.Length - 1, last with { To = today.AddDays(-1) })
            : segments.RemoveAt(segments.Length - 1);
    }

    /// <summary>The shares that hold now; null while it is paused.</summary>
    internal static ImmutableArray<double>? Present(ImmutableArray<Segment> segments) =>
        segments.IsEmpty || segments[^1].To is not null ? null : segments[^1].Shares;

    /// <summary>The shares without an arm: the others keep their proportions.</summary>
    internal static ImmutableArray<double> Without(ImmutableArray<double> shares, int arm)
    {
        var rest = 1 - shares[arm];
        return [.. shares.Select((share, i) => i == arm ? 0 : share / rest)];
    }

    /// <summary>The segment that a day counts for.</summary>
    internal static int? Of(ImmutableArray<Segment> segments, DateOnly day)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            if (day >= segments[i].From && day <= (segments[i].To ?? DateOnly.MaxValue))
                return i;
        }

        return null;
    }
}
