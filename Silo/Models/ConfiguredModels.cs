namespace LearningActors.Models;

/// <summary>The models of the configuration's section <c>Models</c>, those that have an address and their key.</summary>
internal sealed class ConfiguredModels : ILanguageModels
{
    private readonly Dictionary<string, ILanguageModel> _models = new(StringComparer.Ordinal);

    internal ConfiguredModels(
        IReadOnlyDictionary<string, ModelOptions> models,
        string preferred,
        Func<string, string?> environment,
        TimeProvider time
    )
    {
        foreach (var (name, options) in models)
        {
            var key = options.KeyVariable.Length > 0 ? environment(options.KeyVariable) : null;
            if (options.BaseAddress.Length == 0 || (options.NeedsKey && string.IsNullOrEmpty(key)))
                continue;
            _models.Add(name, new OpenAiModel(name, string.IsNullOrEmpty(key) ? "none" : key, options, time));
        }

        Preferred = _models.TryGetValue(preferred, out var wanted) ? wanted : _models.Values.FirstOrDefault();
    }

    public ILanguageModel? Preferred { get; }

    public ILanguageModel? Find(string name) => _models.GetValueOrDefault(name);
}
