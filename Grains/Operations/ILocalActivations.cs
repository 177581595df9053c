namespace LearningActors.Operations;

/// <summary>The activations on this silo. Each runtime has its own way to know them.</summary>
public interface ILocalActivations
{
    /// <summary>All of them, those of the runtime's own grains included. They come and go while they are listed.</summary>
    IEnumerable<LocalActivation> All { get; }
}

/// <summary>An activation on this silo.</summary>
/// <param name="Context">The activation.</param>
/// <param name="Since">When it had been activated.</param>
public readonly record struct LocalActivation(IGrainContext Context, DateTimeOffset Since);
