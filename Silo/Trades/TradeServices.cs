using LearningActors.Ledger;

namespace LearningActors.Trades;

/// <summary>What the grains of trades and reviews need.</summary>
internal static class TradeServices
{
    internal static IServiceCollection AddTrades(this IServiceCollection services) =>
        services.AddLedgerWriter<ITradeLedger, PostgresTradeLedger>();
}
