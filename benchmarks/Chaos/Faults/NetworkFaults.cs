using LearningActors.Tests;

namespace LearningActors.Benchmarks.Chaos.Faults;

/// <summary>The network between hosts and database, and between silos.</summary>
internal static class NetworkFaults
{
    internal static IEnumerable<IFault> All { get; } =
    [
        OfDatabase("database-cut-off", DoorState.Shut, 5000),
        OfDatabase("database-silent", DoorState.Held, 8000),
        OfDatabase("database-far-away", DoorState.Slow, 5000),
        OfDatabase("database-gone-unnoticed", DoorState.ServerGone, 5000),
        OfDatabase("hosts-gone-unnoticed", DoorState.ClientGone, 5000),
        OfSilo("silo-cut-off", DoorState.Shut, 12000),
        OfSilo("silo-silent", DoorState.Held, 12000),
        OfSilo("silo-far-away", DoorState.Slow, 6000),
        OfSilo("silo-gone-unnoticed", DoorState.ServerGone, 12000),
        new Fault("silos-apart", false, ApartAsync, Fault.OfCluster),
    ];

    private static Fault OfDatabase(string name, DoorState state, int milliseconds) =>
        new(name, false, (world, random) => PassAsync([world.DatabaseDoor], state, random, milliseconds));

    private static Fault OfSilo(string name, DoorState state, int milliseconds) =>
        new(
            name,
            false,
            (world, random) => PassAsync([world.Nodes[random.Next(world.Nodes.Count)].Door!], state, random, milliseconds),
            Fault.OfCluster
        );

    /// <summary>No silo reaches another; all reach the database.</summary>
    private static Task ApartAsync(ChaosWorld world, Random random) =>
        PassAsync([.. world.Nodes.Select(node => node.Door!)], DoorState.Shut, random, 12000);

    private static async Task PassAsync(NetworkDoor[] doors, DoorState state, Random random, int milliseconds)
    {
        foreach (var door in doors)
            door.Set(state);
        await Task.Delay(300 + random.Next(milliseconds));
        foreach (var door in doors)
            door.Set(DoorState.Open);
    }
}
