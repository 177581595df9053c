namespace Orleans.Runtime;

/// <summary>How many activations of a grain type a silo holds.</summary>
public sealed class SimpleGrainStatistic
{
    /// <summary>The grain class.</summary>
    public string GrainType { get; init; } = "";

    /// <summary>The silo.</summary>
    public required SiloAddress SiloAddress { get; init; }

    /// <summary>Activations in memory.</summary>
    public int ActivationCount { get; init; }
}

/// <summary>What operators ask a cluster.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos: one, which works.</summary>
    Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false);

    /// <summary>Activations by grain type and silo.</summary>
    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>All activations.</summary>
    Task<int> GetTotalActivationCount();

    /// <summary>Deactivates what was not used for that long.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);
}

internal sealed class ManagementGrain(ActivationCatalog catalog, LocalSilo silo) : IManagementGrain
{
    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false) =>
        Task.FromResult<MembershipEntry[]>([
            new MembershipEntry
            {
                SiloAddress = silo.SiloAddress,
                SiloName = silo.Name,
                HostName = silo.DnsHostName,
                Status = SiloStatus.Active,
                StartTime = silo.StartTime,
                IAmAliveTime = catalog.Time.GetUtcNow().UtcDateTime,
            },
        ]);

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() =>
        Task.FromResult(
            catalog
                .All.GroupBy(activation => activation.Class.Type.FullName!)
                .Select(group => new SimpleGrainStatistic
                {
                    GrainType = group.Key,
                    SiloAddress = silo.SiloAddress,
                    ActivationCount = group.Count(),
                })
                .ToArray()
        );

    public Task<int> GetTotalActivationCount() => Task.FromResult(catalog.All.Count());

    public Task ForceActivationCollection(TimeSpan ageLimit)
    {
        catalog.DeactivateIdle(ageLimit);
        return Task.CompletedTask;
    }
}
