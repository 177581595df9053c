using LearningActors.Tests;

namespace LearningActors.Benchmarks.Chaos.Faults;

/// <summary>The model endpoint, and the clock.</summary>
internal static class OtherFaults
{
    internal static IEnumerable<IFault> All { get; } =
    [
        new Fault("model-refuses", false, RefuseAsync),
        .. ModelTrouble.Kinds.Keys.Select(kind => new Fault($"model-{kind}", false, (world, random) => TroubleAsync(world, random, kind))),
        new Fault("clock-forward", false, ForwardAsync),
        new Fault("clock-back", false, BackAsync),
    ];

    private static async Task RefuseAsync(ChaosWorld world, Random random)
    {
        world.ModelDoor.Set(DoorState.Shut);
        await Task.Delay(500 + random.Next(1500));
        world.ModelDoor.Set(DoorState.Open);
    }

    private static async Task TroubleAsync(ChaosWorld world, Random random, string kind)
    {
        world.Trouble.Begin(kind);
        await Task.Delay(500 + random.Next(2000));
        world.Trouble.End();
    }

    /// <summary>Up to six weeks at once: as after a machine that slept, or whose clock was set.</summary>
    private static async Task ForwardAsync(ChaosWorld world, Random random)
    {
        var before = world.Now;
        world.Clock.Ahead += TimeSpan.FromHours(24 + random.Next(24 * 41));
        world.Cycles.Jumped(before, world.Now);
        await Fault.SomeTimeAsync(random, 1000);
    }

    /// <summary>Up to thirty hours: what was done is not done again, and the clock is where it was at the end.</summary>
    private static async Task BackAsync(ChaosWorld world, Random random)
    {
        var by = TimeSpan.FromMinutes(1 + random.Next(30 * 60));
        world.Clock.Ahead -= by;
        await ChaosWorld.WakeAsync(world.Nodes[random.Next(world.Nodes.Count)]);
        await Fault.SomeTimeAsync(random, 1500);
        world.Clock.Ahead += by;
    }
}
