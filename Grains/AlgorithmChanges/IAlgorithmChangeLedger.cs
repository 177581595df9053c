using System.Collections.Immutable;

namespace LearningActors.AlgorithmChanges;

/// <summary>Where changes can be found; their grains hold them.</summary>
public interface IAlgorithmChangeLedger
{
    /// <summary>Files a change in place of what is known of it. Doing it again changes nothing.</summary>
    Task FileAsync(AlgorithmChange change);

    /// <summary>The changes, the latest first; of a status, or all.</summary>
    Task<ImmutableArray<AlgorithmChange>> ReadAsync(AlgorithmChangeStatus? status);

    /// <summary>Ids of changes that have not ended and have evidence of a week.</summary>
    Task<ImmutableArray<string>> ReadOpenOfWeekAsync(IsoWeek week);
}
