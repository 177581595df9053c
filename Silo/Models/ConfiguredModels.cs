using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace LearningActors.Models;

/// <summary>
/// The models of the configuration's section <c>Models</c>, those that have an address and their key; and registered ones, which are
/// remembered once they were found, since they never change.
/// </summary>
internal sealed class ConfiguredModels : ILanguageModels, IModelDirectory
{
    private readonly ModelEndpoints _endpoints;
    private readonly PostgresModelRegistry _registry;
    private readonly ModelUsageMeter _meter;
    private readonly ConcurrentDictionary<string, ILanguageModel> _models = new(StringComparer.Ordinal);

    public ConfiguredModels(ModelEndpoints endpoints, PostgresModelRegistry registry, ModelUsageMeter meter)
    {
        (_endpoints, _registry, _meter) = (endpoints, registry, meter);
        string[] names = [.. endpoints.Names];
        foreach (var name in names)
        {
            var (options, key) = endpoints.Find(name)!.Value;
            _models[name] = Metered(name, key, options);
        }

        Preferred =
            _models.TryGetValue(endpoints.PreferredName, out var wanted) ? wanted
            : names.Length > 0 ? _models[names[0]]
            : null;
    }

    public ILanguageModel? Preferred { get; }

    public ValueTask<ILanguageModel?> FindAsync(string name) =>
        _models.TryGetValue(name, out var known) ? ValueTask.FromResult<ILanguageModel?>(known) : FindRegisteredAsync(name);

    public async Task<ImmutableArray<ListedModel>> ListAsync() =>
        [
            .. _endpoints.Configured.Select(model => new ListedModel(
                model.Name,
                model.Options.Model,
                _endpoints.StatusOf(model.Name),
                model.Name == Preferred?.Name,
                null,
                new ModelPrices(
                    model.Options.InputUsdPerMillionTokens,
                    model.Options.OutputUsdPerMillionTokens,
                    PriceSource.Configuration,
                    null
                )
            )),
            .. (await _registry.ListAsync()).Select(model => new ListedModel(
                model.Name,
                model.ProviderModel,
                _endpoints.StatusOf(model.ServedLike),
                false,
                model.ServedLike,
                new ModelPrices(
                    model.InputUsdPerMillionTokens,
                    model.OutputUsdPerMillionTokens,
                    PriceSource.Registration,
                    DateOnly.FromDateTime(model.RegisteredAt.UtcDateTime)
                )
            )),
        ];

    private async ValueTask<ILanguageModel?> FindRegisteredAsync(string name)
    {
        if (await _registry.FindAsync(name) is not { } registered || _endpoints.Find(registered.ServedLike) is not var (options, key))
            return null;
        return _models.GetOrAdd(
            name,
            _ =>
                Metered(
                    name,
                    key,
                    new ModelOptions
                    {
                        BaseAddress = options.BaseAddress,
                        Model = registered.ProviderModel,
                        Timeout = options.Timeout,
                        PatientTimeout = options.PatientTimeout,
                        Retries = options.Retries,
                        InputUsdPerMillionTokens = registered.InputUsdPerMillionTokens,
                        OutputUsdPerMillionTokens = registered.OutputUsdPerMillionTokens,
                    }
                )
        );
    }

    // Its time-outs are of the machine's clock: the learning clock stands still in simulations.
    private MeteredModel Metered(string name, string key, ModelOptions options) =>
        new(new OpenAiModel(name, key, options, TimeProvider.System), _meter);
}
