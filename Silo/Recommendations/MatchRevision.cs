using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>A match to be written.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Match">What belongs together.</param>
/// <param name="Former">What it was; null where it is new.</param>
/// <param name="Said">A record of which it takes over what somebody said: an independent order that is part of it now.</param>
internal sealed record WrittenMatch(Guid Id, Match Match, MatchRecord? Former, MatchRecord? Said);

/// <summary>How the matches of a day differ from those that are stored.</summary>
/// <param name="Gone">Independent orders that are none any more.</param>
/// <param name="Revised">Other than before.</param>
/// <param name="Added">New.</param>
internal sealed record MatchRevision(
    ImmutableArray<MatchRecord> Gone,
    ImmutableArray<WrittenMatch> Revised,
    ImmutableArray<WrittenMatch> Added
)
{
    /// <summary>Nothing differs.</summary>
    internal bool IsEmpty => Gone.IsEmpty && Revised.IsEmpty && Added.IsEmpty;

    /// <summary>What is revised and what is new.</summary>
    internal IEnumerable<WrittenMatch> Written => Revised.Concat(Added);

    /// <summary>Compares.</summary>
    /// <param name="day">The day.</param>
    /// <param name="matches">Its matches, and those of neighbours that are stored, as they should be.</param>
    /// <param name="existing">
    /// Those of its recommendations and neighbours, its independent ones, and the independent ones of other days whose
    /// executions may be taken.
    /// </param>
    /// <param name="now">UTC.</param>
    internal static MatchRevision Of(
        DateOnly day,
        ImmutableArray<Match> matches,
        IReadOnlyCollection<MatchRecord> existing,
        DateTimeOffset now
    )
    {
        var byRecommendation = existing
            .Where(one => one.Match.RecommendationId is not null)
            .ToDictionary(one => one.Match.RecommendationId!);
        var independent = existing.Where(one => one.Match.RecommendationId is null).ToDictionary(one => one.Match.ExecutionId!);
        var kept = matches.Where(one => one.RecommendationId is null).Select(one => one.ExecutionId!).ToHashSet();
        var used = matches.SelectMany(one => one.AllExecutions()).ToHashSet();
        ImmutableArray<MatchRecord> gone =
        [
            .. independent.Values.Where(one =>
                !kept.Contains(one.Match.ExecutionId!) && (one.Day == day || used.Contains(one.Match.ExecutionId!))
            ),
        ];
        var said = gone.Where(one => one.ReviewedAt is not null || one.ExcludedReason is not null)
            .ToDictionary(one => one.Match.ExecutionId!);
        var written = matches
            .Select(one =>
                (
                    Match: one,
                    Former: one.RecommendationId is { } id
                        ? byRecommendation.GetValueOrDefault(id)
                        : independent.GetValueOrDefault(one.ExecutionId!)
                )
            )
            .Where(one => one.Former?.Match != one.Match)
            .Select(one => new WrittenMatch(
                one.Former?.Id ?? Guid.CreateVersion7(now),
                one.Match,
                one.Former,
                one.Match.AllExecutions().Select(said.GetValueOrDefault).FirstOrDefault(record => record is not null)
            ))
            .ToArray();
        return new MatchRevision(gone, [.. written.Where(one => one.Former is not null)], [.. written.Where(one => one.Former is null)]);
    }
}
