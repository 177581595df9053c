using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Trades;

/// <summary>Takes trades and finds recorded ones. Key: <c>trades</c>; it runs where the request came in.</summary>
[Alias("ITradeIntakeGrain")]
public interface ITradeIntakeGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "trades";

    /// <summary>Records trades. One outcome for each, in their order, when all are committed.</summary>
    /// <exception cref="LedgerUnavailableException">The outcome is unknown; sending them again is safe.</exception>
    [Alias("Record")]
    Task<ImmutableArray<TradeOutcome>> Record(ImmutableArray<Trade> trades);

    /// <summary>A recorded trade, or null.</summary>
    [Alias("Find")]
    Task<Trade?> Find(string id);
}
