using System.Collections.Immutable;

namespace LearningActors.Explanations;

/// <summary>The recorded explanations.</summary>
public interface IExplanationLedger
{
    /// <summary>Records explanations; those whose id is known are left as they are.</summary>
    /// <returns>When all of them are committed: one outcome for each, in their order.</returns>
    /// <exception cref="Operations.LedgerUnavailableException">The queue is full or the database is away.</exception>
    Task<ImmutableArray<LogOutcome>> AppendAsync(ImmutableArray<Explanation> explanations);

    /// <summary>A recorded explanation, or null.</summary>
    Task<Explanation?> FindAsync(Guid id);
}
