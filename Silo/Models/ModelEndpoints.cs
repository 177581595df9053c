namespace LearningActors.Models;

/// <summary>The APIs of the configuration's section <c>Models</c>, with their keys.</summary>
/// <param name="models">Their options, by name.</param>
/// <param name="preferredName">The model that explains where it can be asked.</param>
/// <param name="environment">The environment's variables.</param>
internal sealed class ModelEndpoints(
    IReadOnlyDictionary<string, ModelOptions> models,
    string preferredName,
    Func<string, string?> environment
)
{
    /// <summary>What a client says that needs no key: it can't say nothing.</summary>
    private const string NoKey = "none";

    /// <summary>The API of a model, and its key; null where it has no address, or lacks the key that it needs.</summary>
    internal (ModelOptions Options, string Key)? Find(string name)
    {
        if (!models.TryGetValue(name, out var options) || options.BaseAddress.Length == 0)
            return null;
        var key = options.KeyVariable.Length > 0 ? environment(options.KeyVariable) : null;
        return options.NeedsKey && string.IsNullOrEmpty(key) ? null : (options, string.IsNullOrEmpty(key) ? NoKey : key);
    }

    /// <summary>The model that explains where it can be asked.</summary>
    internal string PreferredName => preferredName;

    /// <summary>Every model of the configuration.</summary>
    internal IEnumerable<(string Name, ModelOptions Options)> Configured => models.Select(model => (model.Key, model.Value));

    /// <summary>Whether a model can be asked.</summary>
    internal ModelStatus StatusOf(string name) =>
        Find(name) is not null ? ModelStatus.Ready
        : models.TryGetValue(name, out var options) && options.BaseAddress.Length > 0 ? ModelStatus.NoKey
        : ModelStatus.NoAddress;

    /// <summary>The names of the models that can be asked.</summary>
    internal IEnumerable<string> Names => models.Keys.Where(name => Find(name) is not null);

    /// <summary>The prices of a model; 0 where it is unknown.</summary>
    internal (decimal Input, decimal Output) PricesOf(string name) =>
        models.TryGetValue(name, out var options) ? (options.InputUsdPerMillionTokens, options.OutputUsdPerMillionTokens) : (0, 0);
}
