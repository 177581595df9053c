using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IExplanationIntakeGrain" />
[StatelessWorker, Reentrant]
public sealed class ExplanationIntakeGrain(IExplanationLedger ledger) : Grain, IExplanationIntakeGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<LogOutcome>> Log(ImmutableArray<Explanation> explanations) => ledger.AppendAsync(explanations);

    /// <inheritdoc />
    public Task<Explanation?> Find(Guid id) => ledger.FindAsync(id);

    /// <inheritdoc />
    public Task<ListPart<ListedExplanation>> List(ExplanationFilter filter, ListRequest<ExplanationSort> request) =>
        ledger.ListAsync(filter, request);
}
