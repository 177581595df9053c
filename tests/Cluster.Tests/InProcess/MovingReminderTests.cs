namespace LearningActors.Tests.InProcess;

/// <summary>Reminders of a silo that dies. A cluster of its own, since it loses a silo.</summary>
public sealed class MovingReminderTests(InProcessCluster cluster) : IClassFixture<InProcessCluster>
{
    [Fact]
    public async Task RemindersOfADeadSiloTickOnTheOthers()
    {
        var keys = Enumerable.Range(0, 12).Select(_ => $"probe:{Guid.NewGuid()}").ToArray();
        foreach (var key in keys)
            await cluster
                .Cluster.Client.GetGrain<IReminderGrain>(key)
                .Remind("wake", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));
        var generation = Probe.Count("reminder-generation", 0);
        foreach (var key in keys)
            await Probe.Raised($"reminded:{key}:wake:{generation}");
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.GetActiveSilos().Last());
        generation = Probe.Count("reminder-generation");
        foreach (var key in keys)
            await Probe.Raised($"reminded:{key}:wake:{generation}");
    }
}
