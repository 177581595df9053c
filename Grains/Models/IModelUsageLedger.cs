using System.Collections.Immutable;

namespace LearningActors.Models;

/// <summary>What models were asked and charged.</summary>
public interface IModelUsageLedger
{
    /// <summary>The sums of some UTC days, with all that this process counted, as far as the database takes it.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    Task<ImmutableArray<ModelUse>> ReadAsync(DateOnly from, DateOnly through);
}

/// <summary>What a model did for a purpose.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Purpose">What it was asked for.</param>
/// <param name="Usage">What it did.</param>
public sealed record ModelUse(string Model, ModelPurpose Purpose, ModelUsage Usage);
