using System.Security.Cryptography.X509Certificates;
using LearningActors.Tests;

namespace LearningActors.Benchmarks.Chaos.Faults;

/// <summary>The model endpoint, and the clock.</summary>
internal static class OtherFaults
{
    internal static IEnumerable<IFault> All { get; } =
    [
        new Fault("model-refuses", false, RefuseAsync),
        .. ModelTrouble.Kinds.Keys.Select(kind => new Fault($"model-{kind}", false, (world, random) => TroubleAsync(world, random, kind))),
        new Fault("model-certificate-expired", false, ModelCertificateAsync),
        new Fault("database-certificate-expired", false, DatabaseCertificateAsync),
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

    private static async Task ModelCertificateAsync(ChaosWorld world, Random random)
    {
        Show(world, world.Server.Certificates.Expired);
        await Task.Delay(500 + random.Next(2000));
        Show(world, world.Server.Certificates.Good);
    }

    /// <summary>Whoever is connected has to come again, and sees it.</summary>
    private static void Show(ChaosWorld world, X509Certificate2 certificate)
    {
        world.ModelCertificate.Now = certificate;
        world.ModelDoor.Set(DoorState.Shut);
        world.ModelDoor.Set(DoorState.Open);
    }

    /// <summary>
    /// As when it expires while hosts run: their connections stay until something breaks them, and then no other is made.
    /// </summary>
    private static async Task DatabaseCertificateAsync(ChaosWorld world, Random random)
    {
        await world.Server.ShowCertificateAsync("expired");
        await Fault.SomeTimeAsync(random, 500);
        world.DatabaseDoor.Set(DoorState.Shut);
        world.DatabaseDoor.Set(DoorState.Open);
        await Fault.SomeTimeAsync(random, 4000);
        await world.Server.ShowCertificateAsync("good");
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
