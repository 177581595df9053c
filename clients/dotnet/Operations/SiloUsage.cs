namespace LearningActors.Client;

/// <summary>What the process of a silo uses.</summary>
public sealed record SiloUsage
{
    /// <summary>Activations of grains, those of the runtime included.</summary>
    public required int Activations { get; init; }

    /// <summary>Physical memory of the process.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Of it, objects of .NET, garbage included.</summary>
    public required long ManagedBytes { get; init; }

    /// <summary>What the process may use: the container's limit, or the machine's memory.</summary>
    public required long MemoryLimitBytes { get; init; }

    /// <summary>Of all processors, 0 to 100, over the last seconds.</summary>
    public required double CpuPercent { get; init; }
}
