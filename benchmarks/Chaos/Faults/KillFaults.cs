namespace LearningActors.Benchmarks.Chaos.Faults;

/// <summary>Processes that end as in a power failure.</summary>
internal static class KillFaults
{
    internal static IEnumerable<IFault> All { get; } =
    [
        new Fault("kill-host", true, KillHostAsync),
        new Fault("kill-host-as-it-starts", true, KillStartingHostAsync),
        new Fault("kill-two-silos", true, (world, random) => KillHostsAsync(world, random, 2), Fault.OfCluster),
        new Fault("kill-all-silos", true, (world, random) => KillHostsAsync(world, random, world.Nodes.Count), Fault.OfCluster),
        new Fault("kill-postgres", true, KillPostgresAsync),
        new Fault("kill-postgres-as-it-recovers", true, KillRecoveringPostgresAsync),
        new Fault("stop-postgres-immediately", true, StopPostgresAsync),
        new Fault("kill-host-and-postgres", true, KillBothAsync),
    ];

    private static Task KillHostAsync(ChaosWorld world, Random random) => KillHostsAsync(world, random, 1);

    private static async Task KillHostsAsync(ChaosWorld world, Random random, int count)
    {
        var hosts = Some(world, random, count);
        await Task.WhenAll(hosts.Select(host => host.KillAsync()));
        // Sometimes at once, sometimes when the others have noticed.
        await Fault.SomeTimeAsync(random, world.Nodes.Count > count && random.Next(4) == 0 ? 8000 : 300);
    }

    private static async Task KillStartingHostAsync(ChaosWorld world, Random random)
    {
        var host = Some(world, random, 1)[0];
        await host.KillAsync();
        host.Begin();
        await Fault.SomeTimeAsync(random, 2500);
        await host.KillAsync();
    }

    private static async Task KillPostgresAsync(ChaosWorld world, Random random)
    {
        await world.Server.KillAsync();
        await Fault.SomeTimeAsync(random, 700);
    }

    private static async Task KillRecoveringPostgresAsync(ChaosWorld world, Random random)
    {
        await world.Server.KillAsync();
        var recovering = world.Server.StartAgainAsync();
        await Fault.SomeTimeAsync(random, 400);
        await world.Server.KillAsync();
        await recovering;
    }

    private static async Task StopPostgresAsync(ChaosWorld world, Random random)
    {
        await world.Server.StopImmediatelyAsync();
        await Fault.SomeTimeAsync(random, 700);
    }

    private static async Task KillBothAsync(ChaosWorld world, Random random)
    {
        var host = Some(world, random, 1)[0];
        if (random.Next(2) == 0)
        {
            await host.KillAsync();
            await Fault.SomeTimeAsync(random, 100);
            await world.Server.KillAsync();
        }
        else
        {
            await world.Server.KillAsync();
            await Fault.SomeTimeAsync(random, 100);
            await host.KillAsync();
        }
    }

    private static ChaosNode[] Some(ChaosWorld world, Random random, int count)
    {
        var nodes = world.Nodes.ToArray();
        random.Shuffle(nodes);
        return nodes[..count];
    }
}
