using System.Collections.Immutable;

namespace LearningActors.AlgorithmChanges;

/// <summary>Where changes can be found; their grains hold them.</summary>
public interface IAlgorithmChangeLedger
{
    /// <summary>Files a change in place of what is known of it. Doing it again changes nothing.</summary>
    Task FileAsync(AlgorithmChange change);

    /// <summary>A part of the changes; of a status, or all.</summary>
    Task<ListPart<AlgorithmChange>> ListAsync(AlgorithmChangeStatus? status, ListRequest<AlgorithmChangeSort> request);

    /// <summary>Ids of the changes of a status, in their order.</summary>
    Task<ImmutableArray<string>> ReadIdsAsync(AlgorithmChangeStatus status);

    /// <summary>Ids of changes that have not ended and have evidence of a week.</summary>
    Task<ImmutableArray<string>> ReadOpenOfWeekAsync(IsoWeek week);
}
