using System.Collections.Immutable;

namespace LearningActors.Operations;

/// <summary>A silo as the cluster's membership and the silo itself describe it.</summary>
/// <param name="Address">Host, port and generation, which is new with each start.</param>
/// <param name="Name">The silo's name.</param>
/// <param name="HostName">The machine.</param>
/// <param name="Status">Where it stands in its life.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="AliveAt">When it last wrote into the membership that it lives; that is every half minute by default.</param>
/// <param name="SuspectedBy">The silos that did not reach it.</param>
/// <param name="Usage">What it uses; null when it does not run or did not answer in time.</param>
[GenerateSerializer, Immutable, Alias("SiloReport")]
public sealed record SiloReport(
    string Address,
    string Name,
    string HostName,
    SiloPhase Status,
    DateTimeOffset StartedAt,
    DateTimeOffset AliveAt,
    ImmutableArray<SiloSuspicion> SuspectedBy,
    SiloUsage? Usage
);

/// <summary>A silo's vote that another one is dead.</summary>
/// <param name="Silo">The address of the silo that votes.</param>
/// <param name="At">When it voted.</param>
[GenerateSerializer, Immutable, Alias("SiloSuspicion")]
public sealed record SiloSuspicion(string Silo, DateTimeOffset At);

/// <summary>What the process of a silo uses.</summary>
/// <param name="Activations">Activations of grains, those of the runtime included.</param>
/// <param name="MemoryBytes">Physical memory of the process.</param>
/// <param name="ManagedBytes">Of it, objects of .NET, garbage included.</param>
/// <param name="MemoryLimitBytes">What the process may use: the container's limit, or the machine's memory.</param>
/// <param name="CpuPercent">Of all processors, 0 to 100, over the last seconds.</param>
[GenerateSerializer, Immutable, Alias("SiloUsage")]
public sealed record SiloUsage(int Activations, long MemoryBytes, long ManagedBytes, long MemoryLimitBytes, double CpuPercent);

/// <summary>Where a silo stands in its life; the numbers are those of <c>silo_membership.status</c>.</summary>
[GenerateSerializer, Alias("SiloPhase")]
public enum SiloPhase
{
    /// <summary>Nothing is known.</summary>
    Unknown = 0,

    /// <summary>Not started yet.</summary>
    Created = 1,

    /// <summary>On its way into the cluster.</summary>
    Joining = 2,

    /// <summary>Works.</summary>
    Active = 3,

    /// <summary>Ends its grains.</summary>
    ShuttingDown = 4,

    /// <summary>Ends.</summary>
    Stopping = 5,

    /// <summary>Ended, or declared dead by others.</summary>
    Dead = 6,
}
