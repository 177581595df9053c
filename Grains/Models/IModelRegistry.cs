namespace LearningActors.Models;

/// <summary>Models that were made while the service ran. A registration never changes.</summary>
public interface IModelRegistry
{
    /// <summary>Registers a model; doing it again changes nothing.</summary>
    Task AddAsync(RegisteredModel model);

    /// <summary>What a registration would say of a model that is served as a configured one is: its prices are those of now.</summary>
    /// <param name="name">As the model is known here.</param>
    /// <param name="providerModel">Its name at the provider.</param>
    /// <param name="servedLike">The configured model whose address, key and time-outs it has.</param>
    /// <param name="at">UTC.</param>
    RegisteredModel Describe(string name, string providerModel, string servedLike, DateTimeOffset at);
}

/// <summary>A model that was registered.</summary>
/// <param name="Name">As it is known here.</param>
/// <param name="ProviderModel">Its name at the provider.</param>
/// <param name="ServedLike">The configured model whose address, key and time-outs it has.</param>
/// <param name="InputUsdPerMillionTokens">USD for a million tokens sent.</param>
/// <param name="OutputUsdPerMillionTokens">USD for a million tokens written.</param>
/// <param name="RegisteredAt">UTC.</param>
public sealed record RegisteredModel(
    string Name,
    string ProviderModel,
    string ServedLike,
    decimal InputUsdPerMillionTokens,
    decimal OutputUsdPerMillionTokens,
    DateTimeOffset RegisteredAt
);
