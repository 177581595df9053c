using System.Collections.Immutable;

namespace LearningActors.Models;

/// <summary>Every model that the service knows, whether it can be asked or not.</summary>
public interface IModelDirectory
{
    /// <summary>The configured and the registered models.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    Task<ImmutableArray<ListedModel>> ListAsync();
}

/// <summary>A model that is known.</summary>
/// <param name="Name">As it is known here.</param>
/// <param name="ProviderModel">Its name at the provider.</param>
/// <param name="Status">Whether it can be asked.</param>
/// <param name="IsPreferred">It explains where a prompt names no other.</param>
/// <param name="ServedLike">The configured model whose address and key a registered one has; null for a configured one.</param>
/// <param name="Prices">What its tokens cost.</param>
public sealed record ListedModel(
    string Name,
    string ProviderModel,
    ModelStatus Status,
    bool IsPreferred,
    string? ServedLike,
    ModelPrices Prices
);
