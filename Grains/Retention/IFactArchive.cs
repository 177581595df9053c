using System.Collections.Immutable;

namespace LearningActors.Retention;

/// <summary>Moves explanations and votes from the database to files.</summary>
public interface IFactArchive
{
    /// <summary>The days before one that have explanations or votes, and whose sums hold everything, oldest first.</summary>
    Task<ImmutableArray<DateOnly>> ListDueAsync(DateOnly before);

    /// <summary>
    /// Writes the facts of a day to a file and removes them, at once: a failure at any moment leaves them where they were.
    /// </summary>
    /// <returns>What was archived; null where something came since the day was listed, which has to be summed up first.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    Task<ArchivedDay?> ArchiveAsync(DateOnly day);
}

/// <summary>What was archived of a day.</summary>
/// <param name="Explanations">Explanations generated on the day.</param>
/// <param name="Votes">Votes on explanations of the day.</param>
public sealed record ArchivedDay(long Explanations, long Votes);
