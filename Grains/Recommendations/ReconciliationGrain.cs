using System.Collections.Immutable;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IReconciliationGrain" />
[StatelessWorker, Reentrant]
public sealed class ReconciliationGrain(IRecommendationLedger ledger, OutcomeOptions options, IClock clock) : Grain, IReconciliationGrain
{
    private DateOnly Today => PacificDay.Of(clock.UtcNow);

    private IReconcilerGrain Reconciler => GrainFactory.GetGrain<IReconcilerGrain>(IReconcilerGrain.Key);

    /// <inheritdoc />
    public Task<ImmutableArray<bool>> RecordRecommendations(ImmutableArray<Recommendation> recommendations) =>
        ThenWakeAsync(ledger.AppendAsync(recommendations));

    /// <inheritdoc />
    public Task<ImmutableArray<bool>> RecordExecutions(ImmutableArray<Execution> executions) =>
        ThenWakeAsync(ledger.AppendAsync(executions));

    /// <inheritdoc />
    public async Task RecordPrices(ImmutableArray<DailyPrice> prices)
    {
        await ledger.AppendAsync(prices);
        await Reconciler.Wake();
    }

    /// <inheritdoc />
    public async Task MarkDays(DateOnly from, DateOnly through)
    {
        await ledger.MarkDaysAsync(from, through);
        await Reconciler.Wake();
    }

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
        if (asOf is { } day && day < Today)
            return await AsOfAsync(day);
        var changed = await Reconciler.TrackMarked();
        return new TrackedOutcomes(Today, changed, IsStored: true, await ledger.CountOutcomesAsync());
    }

    /// <inheritdoc />
    public Task<ListPart<MatchRecord>> List(MatchFilter filter, ListRequest<MatchSort> request) => ledger.ListAsync(filter, request);

    /// <inheritdoc />
    public Task<MatchRecord?> Find(Guid id) => ledger.FindAsync(id);

    /// <inheritdoc />
    public Task<MatchDecision> SetReason(Guid id, ReasonCode code, string? text, string by, int? revision) =>
        ledger.SetReasonAsync(id, code, text, by, revision);

    /// <inheritdoc />
    public Task<MatchDecision> Exclude(Guid id, string? reason, string by, int? revision) => ledger.ExcludeAsync(id, reason, by, revision);

    private async Task<TrackedOutcomes> AsOfAsync(DateOnly day)
    {
        var facts = await ledger.ReadForOutcomesAsync(PacificDay.Start(day.AddDays(1)));
        return new TrackedOutcomes(
            day,
            0,
            IsStored: false,
            [
                .. Outcomes
                    .Of(facts, day, options)
                    .Outcomes.GroupBy(one => (one.Kind, one.Currency))
                    .OrderBy(group => group.Key.Currency, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Kind)
                    .Select(group => new OutcomeCount(
                        group.Key.Kind,
                        group.Count(),
                        group.Sum(one => one.AttributedPnl),
                        group.Key.Currency
                    )),
            ]
        );
    }

    private async Task<ImmutableArray<bool>> ThenWakeAsync(Task<ImmutableArray<bool>> recording)
    {
        var stored = await recording;
        if (stored.Contains(true))
            await Reconciler.Wake();
        return stored;
    }
}
