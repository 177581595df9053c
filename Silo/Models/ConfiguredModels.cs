using System.Collections.Concurrent;

namespace LearningActors.Models;

/// <summary>
/// The models of the configuration's section <c>Models</c>, those that have an address and their key; and registered ones, which are
/// remembered once they were found, since they never change.
/// </summary>
internal sealed class ConfiguredModels : ILanguageModels
{
    private readonly ModelEndpoints _endpoints;
    private readonly PostgresModelRegistry _registry;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ILanguageModel> _models = new(StringComparer.Ordinal);

    internal ConfiguredModels(ModelEndpoints endpoints, string preferred, PostgresModelRegistry registry, TimeProvider time)
    {
        (_endpoints, _registry, _time) = (endpoints, registry, time);
        string[] names = [.. endpoints.Names];
        foreach (var name in names)
        {
            var (options, key) = endpoints.Find(name)!.Value;
            _models[name] = new OpenAiModel(name, key, options, time);
        }

        Preferred =
            _models.TryGetValue(preferred, out var wanted) ? wanted
            : names.Length > 0 ? _models[names[0]]
            : null;
    }

    public ILanguageModel? Preferred { get; }

    public ValueTask<ILanguageModel?> FindAsync(string name) =>
        _models.TryGetValue(name, out var known) ? ValueTask.FromResult<ILanguageModel?>(known) : FindRegisteredAsync(name);

    private async ValueTask<ILanguageModel?> FindRegisteredAsync(string name)
    {
        if (await _registry.FindAsync(name) is not { } registered || _endpoints.Find(registered.ServedLike) is not var (options, key))
            return null;
        return _models.GetOrAdd(
            name,
            _ => new OpenAiModel(
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
                },
                _time
            )
        );
    }
}
