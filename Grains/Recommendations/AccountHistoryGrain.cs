using Orleans.Concurrency;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IAccountHistoryGrain" />
[StatelessWorker, Reentrant]
public sealed class AccountHistoryGrain(IAccountHistoryLedger ledger) : Grain, IAccountHistoryGrain
{
    /// <inheritdoc />
    public Task<ListPart<Recommendation>> Recommendations(HistoryFilter filter, ListRequest<HistorySort> request) =>
        ledger.ListRecommendationsAsync(filter, request);

    /// <inheritdoc />
    public Task<ListPart<Execution>> Executions(HistoryFilter filter, ListRequest<HistorySort> request) =>
        ledger.ListExecutionsAsync(filter, request);

    /// <inheritdoc />
    public async Task<ListPart<ExecutedOrder>> Orders(HistoryFilter filter, ListRequest<HistorySort> request)
    {
        var part = await ledger.ListOrdersAsync(filter, request);
        return new ListPart<ExecutedOrder>(
            [
                .. part.Items.Select(order => new ExecutedOrder(
                    order.Id,
                    order.Executions[0].At,
                    OrderStructures.Of(order.Executions.Select(Fill.Of)),
                    order.Executions
                )),
            ],
            part.Next
        );
    }

    /// <inheritdoc />
    public Task<ListPart<Position>> Positions(HistoryFilter filter, PositionState? state, ListRequest<HistorySort> request) =>
        ledger.ListPositionsAsync(filter, state, request);

    /// <inheritdoc />
    public Task<ListPart<MatchOutcome>> Outcomes(OutcomeFilter filter, ListRequest<OutcomeSort> request) =>
        ledger.ListOutcomesAsync(filter, request);
}
