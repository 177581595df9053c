using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Trades;

/// <summary>Takes trades, and shows recorded ones with their reviews. Key: <c>trades</c>; it runs where the request came in.</summary>
[Alias("ITradeIntakeGrain")]
public interface ITradeIntakeGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "trades";

    /// <summary>Records trades. One outcome for each, in their order, when all are committed.</summary>
    /// <exception cref="LedgerUnavailableException">The outcome is unknown; sending them again is safe.</exception>
    [Alias("Record")]
    Task<ImmutableArray<TradeOutcome>> Record(ImmutableArray<Trade> trades);

    /// <summary>A recorded trade with its review, or null.</summary>
    [Alias("FindRecord")]
    Task<TradeRecord?> Find(string id);

    /// <summary>A part of the trades, without their candles.</summary>
    [Alias("List")]
    Task<ListPart<TradeRecord>> List(TradeFilter filter, ListRequest<TradeSort> request);

    /// <summary>A part of the reviews.</summary>
    [Alias("Reviews")]
    Task<ListPart<ReviewRecord>> Reviews(ReviewFilter filter, ListRequest<ReviewSort> request);
}
