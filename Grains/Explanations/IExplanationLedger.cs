using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Explanations;

/// <summary>The recorded explanations.</summary>
public interface IExplanationLedger
{
    /// <summary>Records explanations; those whose id is known are left as they are.</summary>
    /// <returns>When all of them are committed: one outcome for each, in their order.</returns>
    /// <exception cref="LedgerUnavailableException">The queue is full or the database is away.</exception>
    Task<ImmutableArray<LogOutcome>> AppendAsync(ImmutableArray<Explanation> explanations);

    /// <summary>A recorded explanation, or null.</summary>
    Task<Explanation?> FindAsync(Guid id);

    /// <summary>A part of the recorded explanations, with what people say of them.</summary>
    Task<ListPart<ListedExplanation>> ListAsync(ExplanationFilter filter, ListRequest<ExplanationSort> request);

    /// <summary>A recorded explanation, and whether it explains this signal to this session; null where there is none.</summary>
    Task<KnownExplanation?> FindAsync(Guid id, SignalToExplain signal);
}

/// <summary>A recorded explanation beside a request.</summary>
/// <param name="Explanation">The explanation.</param>
/// <param name="IsOfSignal">Its inputs and its session are those of the request.</param>
public sealed record KnownExplanation(Explanation Explanation, bool IsOfSignal);
