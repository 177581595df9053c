namespace LearningActors.Tests;

/// <summary>Tests that measure their own process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    internal const string Name = "Alone";
}
