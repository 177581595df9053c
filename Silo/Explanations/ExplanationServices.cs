using LearningActors.Ledger;

namespace LearningActors.Explanations;

/// <summary>What the grains of explanations need.</summary>
internal static class ExplanationServices
{
    internal static IServiceCollection AddExplanations(this IServiceCollection services) =>
        services.AddLedgerWriter<IExplanationLedger, PostgresExplanationLedger>();
}
