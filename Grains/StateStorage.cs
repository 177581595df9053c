namespace LearningActors;

/// <summary>Where grains keep their states.</summary>
public static class StateStorage
{
    /// <summary>The name of the storage provider.</summary>
    public const string Name = "grains";
}
