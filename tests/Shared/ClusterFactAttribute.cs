using LearningActors.Hosting;

namespace LearningActors.Tests;

/// <summary>A test of several silos, skipped where the build has the embedded runtime.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    /// <summary>Needs Orleans.</summary>
    public ClusterFactAttribute()
    {
        if (!GrainRuntime.IsCluster)
            Skip = "The embedded runtime is one process; several silos need the packages of Orleans.";
    }
}
