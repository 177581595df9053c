using LearningActors.Hosting;

namespace LearningActors.Tests.Hosting;

/// <summary>A test of processes that share the work, skipped where one process has all of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    /// <summary>Needs the runtime that makes clusters.</summary>
    public ClusterFactAttribute()
    {
        if (!GrainRuntime.IsCluster)
            Skip = "The embedded runtime has one process.";
    }
}
