using System.Runtime.CompilerServices;
using LearningActors.Hosting;

namespace LearningActors.Tests;

/// <summary>A test of several silos, skipped where the build has the embedded runtime.</summary>
public sealed class ClusterFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(
        GrainRuntime.IsCluster ? null : "The embedded runtime is one process; several silos need the packages of Orleans.",
        test
    );
