using LearningActors.Hosting;

namespace LearningActors.Tests.Durability;

/// <summary>A test of a host that has its database for itself, skipped where silos share one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SingleProcessFactAttribute : FactAttribute
{
    /// <summary>Needs the embedded runtime.</summary>
    public SingleProcessFactAttribute()
    {
        if (GrainRuntime.IsCluster)
            Skip = "Silos of a cluster share their database.";
    }
}
