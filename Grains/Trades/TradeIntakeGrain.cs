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
    public Task<Trade?> Find(string id) => ledger.FindAsync(id);
}
