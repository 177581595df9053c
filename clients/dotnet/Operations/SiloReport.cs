namespace LearningActors.Client;

/// <summary>A silo as the cluster's membership and the silo itself describe it.</summary>
public sealed record SiloReport
{
    /// <summary>Host, port and generation, which is new with each start.</summary>
    public required string Address { get; init; }

    /// <summary>The silo's name.</summary>
    public required string Name { get; init; }

    /// <summary>The machine.</summary>
    public required string HostName { get; init; }

    /// <summary>
    /// Where it stands in its life. One of <c>unknown</c>, <c>created</c>, <c>joining</c>, <c>active</c>, <c>shutting_down</c>,
    /// <c>stopping</c>, <c>dead</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last wrote into the membership that it lives; that is every half minute by default.</summary>
    public required DateTimeOffset AliveAt { get; init; }

    /// <summary>The silos that did not reach it.</summary>
    public required IReadOnlyList<SiloSuspicion> SuspectedBy { get; init; }

    /// <summary>What it uses; null when it does not run or did not answer in time.</summary>
    public required SiloUsage? Usage { get; init; }
}
