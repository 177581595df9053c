using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Trades;

/// <inheritdoc cref="ITradeIntakeGrain" />
[StatelessWorker, Reentrant]
public sealed class TradeIntakeGrain(ITradeLedger ledger) : Grain, ITradeIntakeGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<TradeOutcome>> Record(ImmutableArray<Trade> trades) => ledger.AppendAsync(trades);

    /// <inheritdoc />
    public async Task<TradeRecord?> Find(string id) =>
        await ledger.FindAsync(id) is { } trade ? Record(trade, await ledger.FindReviewAsync(id)) : null;

    /// <inheritdoc />
    public async Task<ListPart<TradeRecord>> List(TradeFilter filter, ListRequest<TradeSort> request)
    {
        var part = await ledger.ListAsync(filter, request);
        return new ListPart<TradeRecord>([.. part.Items.Select(one => Record(one.Trade, one.Review))], part.Next);
    }

    /// <inheritdoc />
    public Task<ListPart<ReviewRecord>> Reviews(ReviewFilter filter, ListRequest<ReviewSort> request) =>
        ledger.ListReviewsAsync(filter, request);

    private static TradeRecord Record(Trade trade, TradeReview? review) =>
        new(trade, (double?)trade.RMultiple(), (double?)trade.AdverseExcursion(), (double?)trade.FavourableExcursion(), review);
}
