namespace LearningActors.Benchmarks.Chaos.Faults;

/// <summary>A database that is there and does not do what it should.</summary>
internal static class DatabaseFaults
{
    private static readonly TimeSpan s_slowDisk = TimeSpan.FromMilliseconds(20);

    internal static IEnumerable<IFault> All { get; } =
    [
        new Fault("disk-full", false, FillDiskAsync, world => world.Server.Disk.IsLimited ? null : "no disk can be mounted here"),
        new Fault("read-only-database", false, ReadOnlyAsync),
        new Fault("slow-disk", false, SlowDiskAsync),
    ];

    /// <summary>Tables can't grow, and then, when a new part of the log is begun, the server stops by itself.</summary>
    private static async Task FillDiskAsync(ChaosWorld world, Random random)
    {
        try
        {
            await world.Server.Disk.FillAsync(leave: random.Next(3) * 4096);
            await Fault.SomeTimeAsync(random, 4000);
            if (random.Next(2) == 0)
                await SwitchLogAsync(world, random);
            await Fault.SomeTimeAsync(random, 1500);
        }
        finally
        {
            world.Server.Disk.Empty();
        }

        // What a crash for want of room left is gone: it starts again, or had survived.
        await world.Server.StartAgainAsync();
    }

    private static async Task SwitchLogAsync(ChaosWorld world, Random random)
    {
        try
        {
            for (var i = 0; i < 12; i++)
            {
                await world.Server.ExecuteAsync("SELECT pg_switch_wal()");
                await Fault.SomeTimeAsync(random, 100);
            }
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            // There is no room for the next part of the log.
        }
    }

    private static async Task ReadOnlyAsync(ChaosWorld world, Random random)
    {
        await world.Server.ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await world.Server.ExecuteAsync("SELECT pg_reload_conf()");
        await Fault.SomeTimeAsync(random, 4000);
        await world.Server.ExecuteAsync("ALTER SYSTEM RESET default_transaction_read_only");
        await world.Server.ExecuteAsync("SELECT pg_reload_conf()");
    }

    private static async Task SlowDiskAsync(ChaosWorld world, Random random)
    {
        // In order: a recovery on such a disk takes minutes.
        await world.Server.StopAsync();
        await world.Server.StartAgainAsync(s_slowDisk);
        await Task.Delay(1000 + random.Next(4000));
        await world.Server.StopImmediatelyAsync();
    }
}
