namespace LearningActors.Retention;

/// <summary>Archives explanations and votes that are older than their limit. Key: <see cref="Key"/>.</summary>
[Alias("IFactArchiveGrain")]
public interface IFactArchiveGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "facts";

    /// <summary>Archives whole days, the oldest first, for some minutes at most; the rest waits for the next call.</summary>
    /// <returns>What was done; null where facts are kept for ever.</returns>
    [Alias("Run"), ResponseTimeout("00:10:00")]
    Task<ArchiveRun?> Run();
}

/// <summary>What was archived.</summary>
/// <param name="Days">Days.</param>
/// <param name="Explanations">Explanations of those days.</param>
/// <param name="Votes">Votes on them.</param>
/// <param name="Waiting">Days that are older than the limit, too, and wait.</param>
[GenerateSerializer, Immutable, Alias("ArchiveRun")]
public sealed record ArchiveRun(int Days, long Explanations, long Votes, int Waiting);
