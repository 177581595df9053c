namespace Orleans.Runtime;

/// <summary>What is active in this process.</summary>
public sealed class LocalActivations
{
    private readonly ActivationCatalog _catalog;

    internal LocalActivations(ActivationCatalog catalog) => _catalog = catalog;

    /// <summary>The activations whose <see cref="Grain.OnActivateAsync"/> has ended, and when it did. They come and go meanwhile.</summary>
    public IEnumerable<(IGrainContext Context, DateTimeOffset Since)> All
    {
        get
        {
            foreach (var activation in _catalog.All)
            {
                if (activation.ActivatedAt is { } since)
                    yield return (activation, since);
            }
        }
    }
}
