using System.Runtime.CompilerServices;
using LearningActors.Hosting;

namespace LearningActors.Tests.Durability;

/// <summary>A test of a host that has its database for itself, skipped where silos share one.</summary>
public sealed class SingleProcessFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(GrainRuntime.IsCluster ? "Silos of a cluster share their database." : null, test);
