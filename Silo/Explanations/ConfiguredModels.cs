using LearningActors.Hosting;

namespace LearningActors.Explanations;

/// <summary>The models of the configuration's section <c>Models</c>, those that have an address and their key.</summary>
internal sealed class ConfiguredModels : ILanguageModels
{
    private readonly Dictionary<string, ILanguageModel> _models = new(StringComparer.Ordinal);

    internal ConfiguredModels(IReadOnlyDictionary<string, ModelOptions> models, string? preferred, Func<string, string?> environment)
    {
        foreach (var (name, options) in models)
        {
            var key = options.KeyVariable.Length > 0 ? environment(options.KeyVariable) : null;
            if (options.BaseAddress.Length == 0 || (options.NeedsKey && string.IsNullOrEmpty(key)))
                continue;
            if (!Uri.TryCreate(options.BaseAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new OperatorException($"Models:{name}:BaseAddress is '{options.BaseAddress}'; expected an address such as https://host/v1.");
            if (options.Model.Length == 0)
                throw new OperatorException($"Models:{name}:Model is empty; name the model to ask at {options.BaseAddress}.");
            _models.Add(name, new OpenAiModel(name, string.IsNullOrEmpty(key) ? "none" : key, options));
        }

        if (preferred is not null && models.ContainsKey(preferred) is false)
            throw new OperatorException($"PreferredModel is '{preferred}', which is none of: {string.Join(", ", models.Keys)}.");
        Preferred = preferred is not null && _models.TryGetValue(preferred, out var wanted) ? wanted : _models.Values.FirstOrDefault();
    }

    public ILanguageModel? Preferred { get; }

    public ILanguageModel? Find(string name) => _models.GetValueOrDefault(name);
}
