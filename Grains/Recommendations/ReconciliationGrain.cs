using System.Collections.Immutable;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IReconciliationGrain" />
[StatelessWorker, Reentrant]
public sealed class ReconciliationGrain(IRecommendationLedger ledger, IClock clock) : Grain, IReconciliationGrain
{
    private DateOnly Today => PacificDay.Of(clock.UtcNow);

    /// <inheritdoc />
    public Task<ImmutableArray<bool>> RecordRecommendations(ImmutableArray<Recommendation> recommendations) =>
        ledger.AppendAsync(recommendations);

    /// <inheritdoc />
    public Task<ImmutableArray<bool>> RecordExecutions(ImmutableArray<Execution> executions) => ledger.AppendAsync(executions);

    /// <inheritdoc />
    public Task<ReconciledDay> Reconcile(DateOnly? day)
    {
        var span = new ReconciliationSpan(day ?? Today);
        return ledger.ReconcileAsync(
            span,
            (recommendations, executions, former) =>
                Reconciliation.Of(recommendations, executions, execution => span.IsOfDay(execution.At), former)
        );
    }

    /// <inheritdoc />
    public async Task<TrackedOutcomes> TrackOutcomes(DateOnly? asOf)
    {
        var wanted = asOf ?? Today;
        var (matches, recommendations, executions) = await ledger.ReadForOutcomesAsync(PacificDay.Start(wanted.AddDays(1)));
        return new TrackedOutcomes(
            wanted,
            await ledger.SaveAsync(Outcomes.Of(matches, recommendations.ToDictionary(one => one.Id), executions, wanted))
        );
    }

    /// <inheritdoc />
    public Task<ListPart<MatchRecord>> List(MatchFilter filter, ListRequest<MatchSort> request) => ledger.ListAsync(filter, request);

    /// <inheritdoc />
    public Task<MatchRecord?> Find(Guid id) => ledger.FindAsync(id);

    /// <inheritdoc />
    public Task<MatchRecord?> SetReason(Guid id, ReasonCode code, string? text) => ledger.SetReasonAsync(id, code, text);

    /// <inheritdoc />
    public Task<MatchRecord?> Exclude(Guid id, string? reason) => ledger.ExcludeAsync(id, reason);
}
