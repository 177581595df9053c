namespace LearningActors.Benchmarks.Chaos.Faults;

/// <summary>Something that goes wrong while the service works, and is over at the end.</summary>
internal interface IFault
{
    /// <summary>What <c>--faults</c> knows it by.</summary>
    string Name { get; }

    /// <summary>Processes are killed.</summary>
    bool IsKill { get; }

    /// <summary>Why it can't be made here; null where it can.</summary>
    string? Missing(ChaosWorld world);

    /// <summary>Makes it, and takes it back. Hosts and server may be down when it returns: who waits for them starts them.</summary>
    Task RunAsync(ChaosWorld world, Random random);
}

/// <summary>A fault as a function.</summary>
/// <param name="Name">What <c>--faults</c> knows it by.</param>
/// <param name="IsKill">Processes are killed.</param>
/// <param name="Run">Makes it, and takes it back.</param>
/// <param name="Needs">Why it can't be made.</param>
internal sealed record Fault(string Name, bool IsKill, Func<ChaosWorld, Random, Task> Run, Func<ChaosWorld, string?>? Needs = null) : IFault
{
    public string? Missing(ChaosWorld world) => Needs?.Invoke(world);

    public Task RunAsync(ChaosWorld world, Random random) => Run(world, random);

    /// <summary>Several silos are needed.</summary>
    internal static string? OfCluster(ChaosWorld world) => world.Nodes.Count > 1 ? null : "one process has no silos";

    /// <summary>A random time up to so many milliseconds.</summary>
    internal static Task SomeTimeAsync(Random random, int milliseconds) => Task.Delay(random.Next(milliseconds));
}
