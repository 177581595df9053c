namespace LearningActors.Ledger;

/// <summary>Registers ledgers that write in batches.</summary>
internal static class LedgerServices
{
    /// <summary>One instance as the port of its grains and as a writer whose figures operators see.</summary>
    internal static IServiceCollection AddLedgerWriter<TPort, TLedger>(this IServiceCollection services)
        where TPort : class
        where TLedger : class, TPort, ILedgerWriter =>
        services
            .AddSingleton<TLedger>()
            .AddSingleton<TPort>(provider => provider.GetRequiredService<TLedger>())
            .AddSingleton<ILedgerWriter>(provider => provider.GetRequiredService<TLedger>());
}
