using LearningActors.Hosting;

namespace LearningActors.Tests.Operations;

/// <summary>A test of several silos, skipped where there is one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    /// <summary>Needs Orleans.</summary>
    public ClusterFactAttribute()
    {
        if (!GrainRuntime.IsCluster)
            Skip = "The embedded runtime is one silo.";
    }
}
